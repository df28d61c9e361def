/// The script of the page: sorting, filtering, paging of tables and copying of sequences.
///
/// The page allows this script alone, by its hash: text from data cannot become another.
enum ReportScript {
  /// SHA-256 of ``source`` in base64; the test in the browser fails when it does not fit.
  static let hash = "Z1LZ55xQxKOc0z4Va9RES39Oq/fd4o6xEntkAs8yvD4="

  static let source = """

    "use strict";
    const pageSize = 25;
    function compare(a, b) {
      if (a === "" || b === "") return (a === "") - (b === "");
      const x = Number(a), y = Number(b);
      if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
      return a < b ? -1 : a > b ? 1 : 0;
    }
    function element(name, text, label) {
      const made = document.createElement(name);
      made.textContent = text;
      if (label) made.setAttribute("aria-label", label);
      return made;
    }
    function value(row, column) {
      const cell = row.cells[column];
      return (cell.querySelector("code") || cell).textContent.trim();
    }
    function enhance(table) {
      const body = table.tBodies[0];
      const rows = Array.from(body.rows);
      if (rows.length < 2) return;
      const bar = element("div", "");
      bar.className = "bar";
      table.closest(".wide").before(bar);
      const state = element("span", "");
      state.setAttribute("role", "status");
      let order = rows, page = 0, wanted = "";
      const back = element("button", "Back"), on = element("button", "Next");
      for (const button of [back, on]) button.type = "button";
      function show() {
        const kept = order.filter(row => row.textContent.toLowerCase().includes(wanted));
        const pages = Math.max(1, Math.ceil(kept.length / pageSize));
        page = Math.min(Math.max(page, 0), pages - 1);
        const shown = new Set(kept.slice(page * pageSize, (page + 1) * pageSize));
        const matching = new Set(kept);
        for (const row of rows) {
          row.hidden = !shown.has(row);
          row.classList.toggle("elsewhere", row.hidden && matching.has(row));
        }
        state.textContent = kept.length + " of " + rows.length + " rows"
          + (pages > 1 ? ", page " + (page + 1) + " of " + pages : "");
        back.hidden = on.hidden = pages < 2;
        back.disabled = page === 0;
        on.disabled = page === pages - 1;
      }
      back.addEventListener("click", () => { page -= 1; show(); });
      on.addEventListener("click", () => { page += 1; show(); });
      if (rows.length > 5) {
        const filter = element("input", "", "Filter rows: " + table.caption.textContent);
        filter.type = "search";
        filter.placeholder = "Filter rows";
        filter.addEventListener("input", () => {
          wanted = filter.value.trim().toLowerCase();
          page = 0;
          show();
        });
        bar.append(filter);
      }
      bar.append(state, back, on);
      Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
        const button = element("button", head.textContent);
        button.type = "button";
        head.replaceChildren(button);
        button.addEventListener("click", () => {
          const falls = head.getAttribute("aria-sort") === "ascending";
          for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", falls ? "descending" : "ascending");
          const keyed = rows.map((row, place) => [value(row, column), place, row]);
          keyed.sort((a, b) => {
            const isBlank = a[0] === "" || b[0] === "";
            return compare(a[0], b[0]) * (falls && !isBlank ? -1 : 1) || a[1] - b[1];
          });
          order = keyed.map(key => key[2]);
          body.append(...order);
          page = 0;
          show();
        });
      });
      show();
    }
    function copy(text, source, done) {
      const byHand = () => {
        const range = document.createRange();
        range.selectNodeContents(source);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        done(document.execCommand("copy") ? "Copied" : "Selected");
      };
      if (!navigator.clipboard) byHand();
      else navigator.clipboard.writeText(text).then(() => done("Copied"), byHand);
    }
    for (const table of document.querySelectorAll("table.data")) enhance(table);
    addEventListener("beforeprint", () => {
      for (const part of document.querySelectorAll("details")) part.open = true;
    });
    for (const code of document.querySelectorAll("td.sequence code")) {
      const button = element("button", "Copy", "Copy " + code.textContent);
      button.type = "button";
      button.className = "copy";
      button.addEventListener("click", () => copy(code.textContent, code, word => {
        button.textContent = word;
        setTimeout(() => { button.textContent = "Copy"; }, 1500);
      }));
      code.after(button);
    }

    """
}
