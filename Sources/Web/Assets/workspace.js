// The SQL workspace, where there is JavaScript: a query runs without leaving the page, can be cancelled, and names of
// datasets and columns are offered while one writes. Without it the form does the same with a page for each query.

const form = document.getElementById('workspace');
const editor = document.getElementById('sql');
const list = document.getElementById('completions');
const runs = document.getElementById('run');
const cancels = document.getElementById('cancel');
const progress = document.getElementById('progress');
const mostRows = '1000';

for (const one of document.querySelectorAll('.scripted')) one.hidden = false;

const showLink = () => {
  const code = document.querySelector('[data-share] code');
  if (code && code.textContent.startsWith('/')) code.textContent = location.origin + code.textContent;
};
showLink();

// Running.

let running = null;
const clock = document.createElement('span');
clock.setAttribute('aria-hidden', 'true');
progress.after(clock);

const put = (page) => {
  for (const name of ['parameters', 'result']) {
    const here = document.querySelector(`main [data-part="${name}"]`);
    const there = page.querySelector(`main [data-part="${name}"]`);
    if (!here || !there) continue;
    // What somebody writes in is left alone, as long as its fields are the same.
    const names = (part) => [...part.querySelectorAll('input, select')].map((field) => field.name).join(' ');
    if (name === 'parameters' && names(here) === names(there)) continue;
    here.innerHTML = there.innerHTML;
    here.dispatchEvent(new Event('renewed', { bubbles: true }));
  }
  showLink();
};

const run = async () => {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  const fields = new URLSearchParams(new FormData(form));
  fields.set('run', '1');
  fields.set('rows', mostRows);
  const began = performance.now();
  const tick = () => { clock.textContent = `${((performance.now() - began) / 1000).toFixed(1)} s`; };
  const timer = setInterval(tick, 100);
  progress.textContent = 'Running';
  cancels.hidden = false;
  const result = document.querySelector('main [data-part="result"]');
  result.setAttribute('aria-busy', 'true');
  let said = '';
  try {
    const answer = await fetch('/sql', { method: 'POST', body: fields, signal: mine.signal, headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (page.querySelector('main [data-part="result"]')) {
      put(page);
      said = (result.querySelector('.about') ?? result.querySelector('[role="status"] > div'))?.textContent.trim().replace(/\s+/g, ' ') ?? '';
      const first = document.querySelector('main [data-part="parameters"] input');
      if (result.querySelector('.notice.waiting') && first) first.focus();
    } else {
      said = page.querySelector('main .notice > div')?.textContent.trim() ?? `The server answered ${answer.status}; load the page again.`;
    }
  } catch (error) {
    said = error.name === 'AbortError' ? 'Cancelled: the server has ended the query.' : 'The server cannot be reached; run it again in a moment.';
  }
  clearInterval(timer);
  // Another run took over.
  if (running !== mine) return;
  running = null;
  clock.textContent = '';
  cancels.hidden = true;
  result.removeAttribute('aria-busy');
  progress.textContent = said.length > 160 ? said.slice(0, 160) + '…' : said;
};

form.addEventListener('submit', (event) => {
  if (event.submitter?.hasAttribute('formaction')) return;
  event.preventDefault();
  close();
  run();
});
cancels.addEventListener('click', () => { running?.abort(); runs.focus(); });

// Names that fit.

const words = new Set(('select from where group by order having limit join left right inner outer full cross on using as and or not in is null ' +
  'case when then else end distinct union all with between like asc desc count sum min max avg').split(' '));
const names = new Map();
const columns = new Map();
let options = [];
let chosen = -1;
let asked = 0;
let timer = null;

const json = async (path) => {
  const answer = await fetch(path).catch(() => null);
  return answer?.ok ? answer.json().catch(() => null) : null;
};

const namesLike = (word) => {
  if (!names.has(word)) {
    const query = new URLSearchParams([['q', word], ['kind', 'event'], ['kind', 'dataset'], ['limit', '12']]);
    names.set(word, json(`/api/v1/search?${query}`).then((answer) => answer?.hits ?? []));
  }
  return names.get(word);
};
const columnsOf = (name) => {
  if (!columns.has(name)) columns.set(name, json(`/api/v1/datasets/${encodeURIComponent(name)}`).then((answer) => answer?.columns ?? []));
  return columns.get(name);
};

// Names behind FROM and JOIN, with what they are called by.
const tables = () => {
  const found = [];
  for (const match of editor.value.matchAll(/(?:\bfrom|\bjoin|,)\s+"?([a-z][a-z0-9_]*)"?(?:\s+(?:as\s+)?([a-z_][a-z0-9_]*))?/gi)) {
    const alias = match[2] && !words.has(match[2].toLowerCase()) ? match[2] : null;
    if (!found.some((one) => one.name === match[1] && one.alias === alias)) found.push({ name: match[1], alias });
  }
  return found.slice(0, 8);
};

const offers = async (before) => {
  const match = before.match(/(?:([A-Za-z_][A-Za-z0-9_]*)\.)?([A-Za-z_][A-Za-z0-9_]*)?$/);
  const [owner, word] = [match?.[1] ?? null, match?.[2] ?? ''];
  if (!owner && (word.length < 2 || words.has(word.toLowerCase()))) return { word, found: [] };
  const names = /(?:\bfrom|\bjoin)\s+[A-Za-z0-9_]*$/i.test(before);
  const start = word.toLowerCase();
  const fits = (name) => name.toLowerCase().includes(start);
  let found = [];
  if (!names) {
    const all = tables();
    const some = owner ? all.filter((one) => one.alias === owner || one.name === owner) : all;
    for (const { name } of some.length ? some : all) {
      for (const column of await columnsOf(name)) {
        if (fits(column.name)) found.push({ name: column.name, about: `${column.type}${column.classification && column.classification !== 'none' ? ', ' + column.classification : ''} · ${name}` });
      }
    }
  }
  if (!owner && (names || found.length < 8)) {
    for (const hit of await namesLike(word)) found.push({ name: hit.name, about: hit.kind === 'event' ? 'event type' : 'dataset' });
  }
  const rank = (one) => (one.name.toLowerCase().startsWith(start) ? 0 : 1);
  found = found.filter((one, index) => found.findIndex((other) => other.name === one.name) === index);
  found.sort((one, other) => rank(one) - rank(other));
  // What stands there already is no help.
  return { word, found: found.some((one) => one.name === word) && found.length === 1 ? [] : found.slice(0, 10) };
};

const close = () => {
  asked += 1;
  options = [];
  chosen = -1;
  list.hidden = true;
  list.replaceChildren();
  editor.removeAttribute('aria-activedescendant');
};

const choose = (index) => {
  chosen = (index + options.length) % options.length;
  [...list.children].forEach((item, number) => item.setAttribute('aria-selected', String(number === chosen)));
  list.children[chosen].scrollIntoView({ block: 'nearest' });
  editor.setAttribute('aria-activedescendant', list.children[chosen].id);
};

const take = (index) => {
  const { name, length } = options[index];
  const end = editor.selectionStart;
  const text = /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
  editor.focus();
  editor.setSelectionRange(end - length, end);
  // So that it can be undone; where that is not to be had, at least it is put in.
  if (!document.execCommand('insertText', false, text)) editor.setRangeText(text, end - length, end, 'end');
  close();
};

// Beneath the word, as far as there is room.
const place = (length) => {
  const style = getComputedStyle(editor);
  const before = editor.value.slice(0, editor.selectionStart - length);
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n') - 1;
  const ruler = document.createElement('canvas').getContext('2d');
  ruler.font = style.font;
  const left = parseFloat(style.paddingLeft) + column * ruler.measureText('m').width - editor.scrollLeft;
  const top = parseFloat(style.paddingTop) + line * parseFloat(style.lineHeight) - editor.scrollTop;
  list.style.left = `${editor.offsetLeft + Math.max(0, Math.min(left, editor.clientWidth - 280))}px`;
  list.style.top = `${editor.offsetTop + Math.min(top + 2, editor.clientHeight)}px`;
};

const offer = async () => {
  const mine = ++asked;
  const caret = editor.selectionStart;
  if (caret !== editor.selectionEnd) return close();
  const { word, found } = await offers(editor.value.slice(0, caret));
  if (mine !== asked || document.activeElement !== editor) return;
  if (!found.length) return close();
  options = found.map((one) => ({ ...one, length: word.length }));
  chosen = -1;
  editor.removeAttribute('aria-activedescendant');
  list.replaceChildren(...options.map((one, index) => {
    const item = document.createElement('li');
    item.id = `completion-${index}`;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', 'false');
    const name = document.createElement('bdi');
    name.textContent = one.name;
    const about = document.createElement('span');
    about.textContent = one.about;
    item.append(name, about);
    item.addEventListener('mousedown', (event) => { event.preventDefault(); take(index); });
    return item;
  }));
  list.hidden = false;
  place(word.length);
};

editor.setAttribute('aria-autocomplete', 'list');
editor.setAttribute('aria-controls', 'completions');
editor.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(offer, 150);
});
editor.addEventListener('blur', close);
editor.addEventListener('click', close);
editor.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    clearTimeout(timer);
    form.requestSubmit(runs);
    return;
  }
  if (event.key === ' ' && event.ctrlKey) {
    event.preventDefault();
    offer();
    return;
  }
  if (list.hidden || event.isComposing) return;
  if (event.key === 'Escape') { event.preventDefault(); close(); }
  else if (event.key === 'ArrowDown') { event.preventDefault(); choose(chosen + 1); }
  else if (event.key === 'ArrowUp') { event.preventDefault(); choose(chosen < 0 ? options.length - 1 : chosen - 1); }
  else if (event.key === 'Tab' && !event.shiftKey) { event.preventDefault(); take(Math.max(0, chosen)); }
  else if (event.key === 'Enter' && chosen >= 0) { event.preventDefault(); take(chosen); }
  else if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) close();
});
