"""A Slurm cluster of two nodes on this machine, for as long as a `with` block lasts.

It needs Debian's slurm-wlm and munge and root, and uses nothing of a Slurm that is installed to
run: own key, own configuration, own ports on loopback, all files in one folder.
"""

import contextlib
import ctypes
import os
import pathlib
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator

DAEMONS = ("munged", "slurmctld", "slurmd")
COMMANDS = ("sbatch", "srun", "squeue", "scancel", "sinfo", "scontrol")


class SlurmError(Exception):
    """Slurm could not be started or asked."""


class SlurmCluster:
    """Nodes n1 and n2, each with `cpus` processors, in the folder `folder`."""

    def __init__(self, folder: pathlib.Path, cpus: int = 2):
        self.folder = folder
        self.cpus = cpus
        self.daemons: list[subprocess.Popen] = []
        self.configuration = folder / "slurm.conf"

    @property
    def environment(self) -> dict[str, str]:
        """What commands need to find this cluster and no other."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SLURM_", "SBATCH_"))}
        path = f"{self.folder}/bin:{kept.get('PATH', '')}:/usr/local/sbin:/usr/sbin:/sbin"
        return kept | {"SLURM_CONF": str(self.configuration), "PATH": path}

    @contextlib.contextmanager
    def running(self) -> Iterator["SlurmCluster"]:
        """Starts the daemons, waits for both nodes, and ends all that was started at last."""
        try:
            self._start()
            yield self
        finally:
            self._stop()

    def ask(self, *command: str) -> str:
        """The output of a Slurm command."""
        run = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=30)
        if run.returncode:
            raise SlurmError(f"{' '.join(command)} failed: {run.stderr.strip()}")
        return run.stdout.strip()

    def _start(self) -> None:
        path = self.environment["PATH"]
        missing = [name for name in DAEMONS + COMMANDS if not shutil.which(name, path=path)]
        if missing:
            raise SlurmError(
                f"no {', '.join(missing)} in PATH. Pipelines/setup.sh --engines installs slurm-wlm "
                "and munge")
        if os.geteuid() != 0:
            raise SlurmError("its daemons must be started as root; run the test as root")
        for name in ("bin", "munge", "state", "spool-n1", "spool-n2"):
            (self.folder / name).mkdir(parents=True)
        # Snakemake takes SLURM_CONF away within a job, and srun would look in /etc then.
        command = self.folder / "bin" / "srun"
        command.write_text(
            f"#!/bin/sh\nSLURM_CONF={shlex.quote(str(self.configuration))} "
            f'exec {shutil.which("srun", path=path)} "$@"\n')
        command.chmod(0o755)
        munge = self.folder / "munge"
        key = munge / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        self._write_configuration()
        self._daemon(
            "munged", "--foreground", "--force", f"--key-file={key}",
            f"--socket={munge}/socket", f"--pid-file={munge}/pid", f"--log-file={munge}/log",
            f"--seed-file={munge}/seed", name="munged")
        self._wait("munged's socket", lambda: (munge / "socket").is_socket(), seconds=20)
        self._daemon("slurmctld", "-D", "-f", self.configuration, name="slurmctld")
        for node in ("n1", "n2"):
            self._daemon("slurmd", "-D", "-N", node, "-f", self.configuration, name=node)
        self._wait("two idle nodes", self._is_ready, seconds=60)

    def _write_configuration(self) -> None:
        # Held open together, so that they differ.
        with contextlib.ExitStack() as held:
            listeners = [held.enter_context(socket.create_server(("127.0.0.1", 0)))
                         for _ in range(3)]
            control, *nodes = [listener.getsockname()[1] for listener in listeners]
        host = socket.gethostname().split(".")[0]
        lines = [
            "ClusterName=conformance",
            f"SlurmctldHost={host}(127.0.0.1)",
            f"SlurmctldPort={control}",
            "SlurmUser=root",
            "SlurmdUser=root",
            "AuthType=auth/munge",
            f"AuthInfo=socket={self.folder}/munge/socket",
            "CredType=cred/munge",
            f"StateSaveLocation={self.folder}/state",
            f"SlurmdSpoolDir={self.folder}/spool-%n",
            f"SlurmctldPidFile={self.folder}/slurmctld.pid",
            f"SlurmdPidFile={self.folder}/slurmd-%n.pid",
            "ProctrackType=proctrack/linuxproc",
            "TaskPlugin=task/none",
            "JobAcctGatherType=jobacct_gather/none",
            "AccountingStorageType=accounting_storage/none",
            "MpiDefault=none",
            "SelectType=select/cons_tres",
            "SelectTypeParameters=CR_Core",
            "SlurmdParameters=config_overrides",
            "ReturnToService=2",
            "SchedulerParameters=sched_interval=2,batch_sched_delay=0",
            "KillWait=2",
            "MinJobAge=300",
        ]
        lines += [
            f"NodeName=n{number} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} "
            f"CPUs={self.cpus} RealMemory=4000 State=UNKNOWN"
            for number, port in enumerate(nodes, start=1)]
        lines.append("PartitionName=conformance Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP")
        self.configuration.write_text("\n".join(lines) + "\n")

    def _daemon(self, *command: object, name: str) -> None:
        # The kernel ends it when this process ends without a chance to.
        library = ctypes.CDLL(None)
        with open(self.folder / f"{name}.out", "wb") as output:
            self.daemons.append(subprocess.Popen(
                [str(part) for part in command], env=self.environment, stdin=subprocess.DEVNULL,
                stdout=output, stderr=output, start_new_session=True,
                preexec_fn=lambda: library.prctl(1, signal.SIGKILL)))

    def _is_ready(self) -> bool:
        try:
            states = self.ask("sinfo", "-h", "-N", "-o", "%N %T").splitlines()
        except SlurmError:
            return False
        return sorted(set(states)) == ["n1 idle", "n2 idle"]

    def _wait(self, what: str, condition, seconds: int) -> None:
        end = time.monotonic() + seconds
        while not condition():
            ended = [d for d in self.daemons if d.poll() is not None]
            if ended or time.monotonic() > end:
                reason = f"{ended[0].args[0]} ended" if ended else f"not there in {seconds} s"
                raise SlurmError(f"waiting for {what}: {reason}\n{self.logs()}")
            time.sleep(0.2)

    def logs(self) -> str:
        """The last lines of each daemon's log."""
        texts = []
        for path in sorted([*self.folder.glob("*.out"), self.folder / "munge" / "log"]):
            if path.is_file() and (lines := path.read_text(errors="replace").splitlines()[-12:]):
                texts.append(f"--- {path.name}\n" + "\n".join(lines))
        return "\n".join(texts)

    def _stop(self) -> None:
        if self.daemons:
            with contextlib.suppress(SlurmError, subprocess.TimeoutExpired):
                self.ask("scancel", "--user", "root")
                end = time.monotonic() + 10
                while self.ask("squeue", "-h") and time.monotonic() < end:
                    time.sleep(0.2)
        for stop in (signal.SIGTERM, signal.SIGKILL):
            for daemon in reversed(self.daemons):
                if daemon.poll() is None:
                    daemon.send_signal(stop)
            for daemon in self.daemons:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    daemon.wait(timeout=5)
        # Steps are no children of ours; they bear the name of our configuration.
        for process in self.leftovers():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def leftovers(self) -> list[int]:
        """Processes of this cluster, or of its jobs, that still live."""
        mark = b"SLURM_CONF=" + os.fsencode(self.configuration)
        found = []
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
        return [process for process in found if process != os.getpid()]
