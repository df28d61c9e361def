"""A stand-in for the API server of a Kubernetes cluster, for tests of what is submitted to one.

It is no Kubernetes: it speaks the few calls that Snakemake's executor makes (secrets, jobs, their
pods and logs), refuses a job that lacks what one needs, and runs the command of each pod as a process
of this machine, in an empty folder of its own. Requests of processors and memory are looked at, not
kept; images are not pulled; a volume must be mounted where it lies here.
"""

import contextlib
import http.server
import json
import os
import pathlib
import re
import signal
import subprocess
import threading
import time
import urllib.parse
from collections.abc import Iterator

NAMESPACE = "/namespaces/default/"
JOBS = "/apis/batch/v1" + NAMESPACE + "jobs"
PODS = "/api/v1" + NAMESPACE + "pods"
SECRETS = "/api/v1" + NAMESPACE + "secrets"
TOKEN = "of-the-test"


class StandIn:
    """The server, and the jobs that it was given, in their order."""

    def __init__(self, folder: pathlib.Path, environment: dict[str, str]):
        self.folder = folder
        folder.mkdir()
        # What the image brings: a path with the programs, and its variables.
        self.environment = environment
        self.jobs: dict[str, Job] = {}
        # Names, with what was said of each: every job ever submitted, also deleted ones.
        self.submitted: list[dict] = []
        self.secrets: set[str] = set()
        self.faults: list[str] = []
        self.lock = threading.Lock()

    @contextlib.contextmanager
    def running(self) -> Iterator[pathlib.Path]:
        """Serves until the block ends; gives the file that tells clients of the server."""
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self._write_configuration(server.server_address[1])
        finally:
            server.shutdown()
            server.server_close()
            for job in list(self.jobs.values()):
                job.end()

    def _write_configuration(self, port: int) -> pathlib.Path:
        path = self.folder / "kubeconfig"
        path.write_text(json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "test",
            "clusters": [{"name": "test", "cluster": {"server": f"http://127.0.0.1:{port}"}}],
            "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test"}}],
            "users": [{"name": "test", "user": {"token": TOKEN}}]}))
        return path

    def answer(self, method: str, path: str, query: dict[str, str], body: dict) -> tuple[int, object]:
        """Status and content of the answer to a request."""
        with self.lock:
            collection, _, name = path.rpartition("/")
            if (method, path) == ("POST", SECRETS):
                self.secrets.add(body["metadata"]["name"])
                return 201, body
            if method == "DELETE" and collection == SECRETS:
                return self._delete(self.secrets, name)
            if (method, path) == ("POST", JOBS):
                return self._submit(body)
            if method == "GET" and path.startswith(JOBS + "/") and path.endswith("/status"):
                return self._of(path.split("/")[-2], lambda job: job.description())
            if method == "DELETE" and collection == JOBS:
                if name in self.jobs:
                    self.jobs[name].end()
                return self._delete(self.jobs, name)
            if (method, path) == ("GET", PODS):
                label, _, value = query.get("labelSelector", "").partition("=")
                job = self.jobs.get(value) if label == "job-name" else None
                pods = [job.pod()] if job and job.has_pod else []
                return 200, {"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": pods}
            if method == "DELETE" and collection == PODS:
                return self._of(name.removesuffix("-pod"), lambda job: job.remove_pod())
            if method == "GET" and path.endswith("/log"):
                # As the real server: a container that was not started again has no earlier log.
                if query.get("previous", "false").lower() not in ("false", "0"):
                    return 400, status(400, "previous terminated container not found")
                return self._of(path.split("/")[-2].removesuffix("-pod"), lambda job: job.output())
            self.faults.append(f"{method} {path}: not a call that the stand-in knows")
            return 404, status(404, "unknown")

    def _of(self, name: str, answer) -> tuple[int, object]:
        job = self.jobs.get(name)
        return (200, answer(job)) if job else (404, status(404, f"{name} not found"))

    def _delete(self, collection: set | dict, name: str) -> tuple[int, object]:
        if name not in collection:
            return 404, status(404, f"{name} not found")
        if isinstance(collection, dict):
            del collection[name]
        else:
            collection.discard(name)
        return 200, {"kind": "Status", "apiVersion": "v1", "status": "Success"}

    def _submit(self, body: dict) -> tuple[int, object]:
        if fault := fault_of(body):
            self.faults.append(fault)
            return 422, status(422, fault)
        name = body["metadata"]["name"]
        if name in self.jobs:
            return 409, status(409, f"jobs.batch {name} already exists")
        self.submitted.append(body)
        folder = self.folder / "pods" / name
        folder.mkdir(parents=True)
        self.jobs[name] = Job(body, folder, self.environment)
        return 201, body


class Job:
    """A job, and its one pod: a process in a folder of its own, as with an `emptyDir` volume."""

    def __init__(self, body: dict, folder: pathlib.Path, environment: dict[str, str]):
        self.body = body
        self.folder = folder
        self.has_pod = True
        container = body["spec"]["template"]["spec"]["containers"][0]
        work = folder / "workdir"
        work.mkdir()
        with open(folder / "log", "wb") as log:
            self.process = subprocess.Popen(
                [*container["command"], *container["args"]], cwd=work, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
                env=environment | {"HOME": str(folder), "TMPDIR": str(folder)})

    @property
    def name(self) -> str:
        return self.body["metadata"]["name"]

    @property
    def command(self) -> str:
        return self.body["spec"]["template"]["spec"]["containers"][0]["args"][1]

    def end(self) -> None:
        """Kills all of the pod's processes."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def remove_pod(self) -> dict:
        """The pod goes, as when its node is drained; the job then counts as failed."""
        self.end()
        self.has_pod = False
        return {"kind": "Status", "apiVersion": "v1", "status": "Success"}

    def output(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def description(self) -> dict:
        code = self.process.poll()
        counts = {"active": 1} if code is None else {"failed": 1} if code else {"succeeded": 1}
        return self.body | {"status": counts}

    def pod(self) -> dict:
        code = self.process.poll()
        state = {"running": {}}
        if code is not None:
            state = {"terminated": {"exitCode": code if code >= 0 else 128 - code}}
        phase = "Running" if code is None else "Failed" if code else "Succeeded"
        return {
            "metadata": {"name": self.name + "-pod", "labels": {"job-name": self.name}},
            "spec": {"containers": [{"name": "snakemake"}]},
            "status": {"phase": phase, "containerStatuses": [{
                "name": "snakemake", "state": state, "image": "", "imageID": "", "ready": False,
                "restartCount": 0}]}}


def fault_of(body: dict) -> str | None:
    """What a cluster would refuse in a job, or could not start; nil when it is sound."""
    name = body.get("metadata", {}).get("name") or ""
    pod = body.get("spec", {}).get("template", {}).get("spec", {})
    containers = pod.get("containers") or []
    if not re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", name):
        return f"job name '{name}'"
    if pod.get("restartPolicy") not in ("Never", "OnFailure"):
        return f"restartPolicy {pod.get('restartPolicy')}"
    if len(containers) != 1 or not containers[0].get("image"):
        return f"{len(containers)} containers, or no image"
    container = containers[0]
    volumes = {volume["name"]: volume for volume in pod.get("volumes") or []}
    for mount in container.get("volumeMounts") or []:
        if mount["name"] not in volumes:
            return f"no volume '{mount['name']}' to mount"
        claim = volumes[mount["name"]].get("persistentVolumeClaim")
        if claim and not pathlib.Path(mount["mountPath"]).is_dir():
            return f"the volume of claim '{claim['claimName']}' is not here"
    for kind, pattern in (("cpu", r"[1-9][0-9]*m"), ("memory", r"[1-9][0-9]*M")):
        value = container["resources"]["requests"].get(kind, "")
        if not re.fullmatch(pattern, value):
            return f"request of {kind} '{value}'"
    return None


def status(code: int, message: str) -> dict:
    return {"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": message,
            "code": code}


def handler(stand_in: StandIn) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do(self) -> None:
            url = urllib.parse.urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else {}
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                code, content = 401, status(401, "Unauthorized")
            else:
                code, content = stand_in.answer(
                    self.command, url.path, dict(urllib.parse.parse_qsl(url.query)), body)
            text = isinstance(content, str)
            data = content.encode() if text else json.dumps(content).encode()
            self.send_response(code)
            self.send_header("Content-Type", "text/plain" if text else "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_DELETE = do

        def log_message(self, *_: object) -> None:
            pass

    return Handler
