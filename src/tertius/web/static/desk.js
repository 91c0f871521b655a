// What pages do beyond their links and forms; every page works without it.
"use strict";

// A running job tells how far it is; without this the page reloads itself.
const job = document.querySelector("[data-job]");
if (job) {
  const address = job.dataset.job;
  const ask = async () => {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const now = await answer.json();
      if (now.state !== job.dataset.state) { location.reload(); return; }
      job.querySelector("[data-stage]").textContent = now.said;
      const bar = job.querySelector("progress");
      if (now.total) { bar.max = now.total; bar.value = now.done; } else bar.removeAttribute("value");
    } catch { /* the desk is being started anew: ask again */ }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 1000);
}

// Keys: / to the first filter, n and p to the next and the first page, a r to decide in review.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, textarea, select")) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.matches("input, select")) found.focus(); else found.click();
});

// Files dropped on the page go into the upload field.
const field = document.querySelector("input[type=file]");
if (field) {
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; field.focus(); }
  });
}

// What cannot be undone asks first.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});
