// What every page does, where there is JavaScript: copying, a key for the search, arrows in calendars, and asking again when
// something changed. Nothing here is needed to read a page.

// Parts as the server wrote them, before anything here was done to them.
const written = new WeakMap();
const keep = (root) => { for (const part of root.querySelectorAll('[data-part]')) written.set(part, part.innerHTML); };
if (document.querySelector('main[data-live]')) keep(document);

const ready = (root) => {
  for (const button of root.querySelectorAll('[data-copy]')) button.hidden = false;
  // A calendar has a link in each of hundreds of squares: one stop of Tab for all, and arrows within (WAI-ARIA's grid).
  for (const table of root.querySelectorAll('.heat table')) {
    const links = table.querySelectorAll('a');
    if (links.length === 0) continue;
    table.setAttribute('role', 'grid');
    for (const link of links) link.tabIndex = -1;
    (table.querySelector('a.square') ?? links[0]).tabIndex = 0;
  }
};
ready(document);

const linkIn = (cell) => cell?.querySelector('a') ?? null;

/** The link to which a key leads from that of a cell; null where there is none. */
const nextLink = (cell, key, isFar) => {
  const row = cell.parentElement, rows = [...row.closest('table').rows], cells = [...row.cells];
  const right = cells.slice(cell.cellIndex + 1), left = cells.slice(0, cell.cellIndex).reverse();
  const column = (some) => some.map((one) => linkIn(one.cells[cell.cellIndex])).find(Boolean);
  const first = (some) => some.map(linkIn).find(Boolean);
  const all = rows.flatMap((one) => [...one.cells]);
  switch (key) {
    case 'ArrowRight': return first(right);
    case 'ArrowLeft': return first(left);
    case 'ArrowDown': return column(rows.slice(row.rowIndex + 1));
    case 'ArrowUp': return column(rows.slice(0, row.rowIndex).reverse());
    case 'Home': return first(isFar ? all : cells);
    case 'End': return first(isFar ? all.reverse() : [...cells].reverse());
    default: return null;
  }
};
document.addEventListener('keydown', (event) => {
  const link = event.target.closest('.heat [role="grid"] a');
  if (!link || event.altKey || event.metaKey || event.shiftKey) return;
  const next = nextLink(link.closest('td, th'), event.key, event.ctrlKey);
  if (!next) return;
  event.preventDefault();
  next.focus();
});
// Tab comes back to where one was.
document.addEventListener('focusin', (event) => {
  const link = event.target.closest('.heat [role="grid"] a');
  if (!link) return;
  for (const other of link.closest('table').querySelectorAll('a[tabindex="0"]')) other.tabIndex = -1;
  link.tabIndex = 0;
});

// Parts that a script put in say so.
document.addEventListener('renewed', (event) => ready(event.target));
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  await navigator.clipboard.writeText(button.parentElement.querySelector('code').textContent);
  const label = button.firstChild;
  label.textContent = 'Copied';
  setTimeout(() => { label.textContent = 'Copy'; }, 1500);
});

// Of more tabs than fit, the one that is here is in sight.
const tabs = document.querySelector('.tabs');
const here = tabs?.querySelector('[aria-current]');
if (here) tabs.scrollLeft = here.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - here.offsetWidth) / 2;

document.addEventListener('keydown', (event) => {
  const writes = event.target.closest('input, textarea, select, [contenteditable]');
  if (event.key === '/' && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById('find')?.focus();
  }
  if (event.key === 'Escape') document.querySelector('.who[open]')?.removeAttribute('open');
});
document.addEventListener('click', (event) => {
  const who = document.querySelector('.who[open]');
  if (who && !who.contains(event.target)) who.removeAttribute('open');
});

// A live page: the server says that something changed, and the parts with an id are put in again. What somebody opened,
// selected or writes in is left alone.
const main = document.querySelector('main[data-live]');
if (main) {
  let timer = null;
  let renewed = 0;
  const renew = async () => {
    timer = null;
    renewed = Date.now();
    if (document.hidden || document.getSelection()?.type === 'Range') return later(2000);
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null);
    if (!answer?.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
    if (!next) return;
    for (const part of main.querySelectorAll('[data-part]')) {
      if (part.contains(document.activeElement) && document.activeElement !== main) continue;
      const other = next.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
      if (!other || other.innerHTML === (written.get(part) ?? part.innerHTML)) continue;
      const open = [...part.querySelectorAll('details')].map((one) => one.open);
      written.set(part, other.innerHTML);
      part.innerHTML = other.innerHTML;
      keep(part);
      ready(part);
      part.querySelectorAll('details').forEach((one, index) => { one.open = open[index] ?? one.open; });
    }
  };
  const later = (wait) => { timer ??= setTimeout(renew, wait); };
  const news = new EventSource('/pulse');
  // While events come in, something changes every second; nobody reads as often, and each page costs the server work.
  news.addEventListener('changed', () => later(Math.max(300, renewed + 3000 - Date.now())));
  document.addEventListener('visibilitychange', () => { if (!document.hidden) later(0); });
}

// What is newest stands at the right: where a chart is wider than the window, it begins there.
for (const box of document.querySelectorAll('.chart .scroll')) {
  if (!box.querySelector('.ranked')) box.scrollLeft = box.scrollWidth;
}
const place = document.querySelector('.side a[aria-current]'), strip = document.querySelector('.side');
if (place && strip.scrollWidth > strip.clientWidth) strip.scrollLeft = place.offsetLeft - strip.clientWidth / 2 + place.offsetWidth / 2;
