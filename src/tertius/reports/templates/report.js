(function () {
  "use strict";
  var order = new Intl.Collator("en", { numeric: true });
  function key(row, i) {
    var cell = row.cells[i];
    var text = cell.getAttribute("data-sort") || cell.textContent.trim();
    return text.replace(/^\[/, "").replace(/\u2212/g, "-").replace(/(\d),(?=\d{3})/g, "$1");
  }
  function compare(a, b) {
    var x = parseFloat(a), y = parseFloat(b);
    var plain = /^-?\d+(\.\d+)?(e-?\d+)?(?=$|[\s,])/;
    return plain.test(a) && plain.test(b) ? x - y : order.compare(a, b);
  }
  function sortable(table) {
    if (!table.tBodies.length || table.tBodies[0].rows.length < 2) { return; }
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, i) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending";
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (c) { c.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var body = table.tBodies[0];
        Array.prototype.slice.call(body.rows)
          .sort(function (a, b) { return (up ? 1 : -1) * compare(key(a, i), key(b, i)); })
          .forEach(function (row) { body.appendChild(row); });
      });
    });
  }
  function copied(table) {
    return Array.prototype.map.call(table.rows, function (row) {
      return Array.prototype.map.call(row.cells, function (cell) {
        var text = cell.textContent.replace(/\s+/g, " ").trim();
        return /^[=+@\-\t]/.test(text) && !/^-?[\d.]+$/.test(text) ? "'" + text : text;
      }).join("\t");
    }).join("\n");
  }
  function copyable(table) {
    if (!navigator.clipboard || !table.caption) { return; }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy table";
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(copied(table)).then(function () { button.textContent = "Copied"; });
    });
    // beside the table, not in its caption: a caption may hold no control
    table.parentNode.insertBefore(button, table);
  }
  // a link into a closed section opens it on the way
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (var e = target; e; e = e.parentElement) { if (e.tagName === "DETAILS") { e.open = true; } }
    if (target) { target.scrollIntoView(); }
  }
  document.querySelectorAll("table").forEach(function (table) { sortable(table); copyable(table); });
  window.addEventListener("hashchange", reveal);
  reveal();
})();
