// Events as they come. The server sends them (see docs/live.md); here they are only shown: the newest on top, no more than
// a page of them, and none that somebody who paused did not ask for.

const most = 200;
const place = document.querySelector('[data-inspector]');
const rows = place?.querySelector('[data-rows]');
const state = place?.querySelector('[data-state]');
const counts = place?.querySelector('[data-counts]');
const none = place?.querySelector('[data-none]');
const pause = place?.querySelector('[data-pause]');
const showsType = place?.hasAttribute('data-all');

let waiting = [];
let isPaused = false;
let source = null;
let timer = null;
const seen = { accepted: 0, refused: 0, skipped: 0, unchecked: 0 };

const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
const element = (name, text, className) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
};
const say = (text) => { if (state.textContent !== text) state.textContent = text; };

function badge(verdict) {
  const good = verdict === 'accepted';
  const made = element('span', undefined, `badge ${good ? 'good' : 'bad'}`);
  const sign = element('span', good ? '●' : '■', 'sign');
  sign.setAttribute('aria-hidden', 'true');
  made.append(sign, ` ${verdict}`);
  return made;
}

// What stands in one line: the id and the fields of an accepted event; why a refused one was refused.
function words(event, verdict) {
  if (verdict === 'refused') return [event.code, event.message].filter(Boolean).join(': ');
  const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
  const fields = Object.entries(event.data ?? {}).map(([name, value]) => `${name}=${text(value)}`);
  return [event.id, ...fields].join('  ').slice(0, 400);
}

function row({ verdict, event }) {
  const made = element('tr');
  const time = element('th');
  time.scope = 'row';
  const moment = element('time', (event.receivedtime ?? '').slice(11, 23).replace('Z', ''));
  moment.dateTime = event.receivedtime ?? '';
  moment.title = event.receivedtime ?? '';
  time.append(moment);
  const said = element('td');
  said.append(badge(verdict));
  made.append(time, said);
  if (showsType) {
    const type = element('td');
    if (event.type) {
      const link = element('a', event.type, 'name');
      link.href = `/events/${encodeURIComponent(event.type)}`;
      type.append(link);
    } else {
      type.append(element('span', 'not known', 'quiet'));
    }
    made.append(type);
  }
  const what = element('td', undefined, 'wide');
  const more = element('details');
  const line = element('summary');
  line.append(element('bdi', words(event, verdict)));
  const whole = element('pre', JSON.stringify(event, null, 2));
  whole.dir = 'ltr';
  more.append(line, whole);
  what.append(more);
  made.append(what);
  return made;
}

function count() {
  const parts = [`${number(seen.accepted)} accepted`, `${number(seen.refused)} refused`];
  if (seen.skipped > 0) parts.push(`${number(seen.skipped)} not shown, because there were too many`);
  if (seen.unchecked > 0) parts.push(`of ${number(seen.unchecked)} of them the condition was not asked`);
  if (isPaused && waiting.length > 0) parts.push(`${number(waiting.length)} wait`);
  counts.textContent = parts.join(' · ');
}

function show() {
  timer = null;
  count();
  if (isPaused || waiting.length === 0) return;
  const fresh = document.createDocumentFragment();
  for (const one of waiting.reverse()) fresh.append(row(one));
  waiting = [];
  rows.prepend(fresh);
  while (rows.rows.length > most) rows.lastElementChild.remove();
  none.hidden = true;
}

// Four times a second is often enough for eyes.
const later = () => { timer ??= setTimeout(show, 250); };

function take(verdict, data) {
  seen[verdict] += 1;
  waiting.push({ verdict, event: JSON.parse(data) });
  if (waiting.length > most) waiting.shift();
  later();
}

function stop(text) {
  source?.close();
  source = null;
  say(text);
  pause.textContent = 'Watch again';
}

// An EventSource does not tell why it was refused; the same question asked once more does.
async function reason() {
  const ask = new AbortController();
  const answer = await fetch(place.dataset.inspector, { signal: ask.signal }).catch(() => null);
  if (!answer) return 'The server does not answer.';
  if (answer.ok) {
    ask.abort();
    return 'The connection ended.';
  }
  const said = await answer.json().catch(() => null);
  return said?.message ?? `The server answered ${answer.status}.`;
}

function watch() {
  isPaused = false;
  pause.textContent = 'Pause';
  say('Connecting …');
  source = new EventSource(place.dataset.inspector);
  source.addEventListener('open', () => say('Watching.'));
  source.addEventListener('accepted', (event) => take('accepted', event.data));
  source.addEventListener('refused', (event) => take('refused', event.data));
  source.addEventListener('skipped', (event) => {
    const told = JSON.parse(event.data);
    seen.skipped += told.not_shown ?? 0;
    seen.unchecked += told.not_checked ?? 0;
    later();
  });
  source.addEventListener('end', (event) => stop(JSON.parse(event.data).message));
  source.addEventListener('error', async (event) => {
    // The server's own word of an error has data; the browser's has none.
    if (event.data) return stop(JSON.parse(event.data).message);
    if (source?.readyState === EventSource.CLOSED) return stop(await reason());
    if (source) say('Connecting again …');
  });
}

function toggle() {
  if (!source) return watch();
  isPaused = !isPaused;
  pause.textContent = isPaused ? 'Continue' : 'Pause';
  say(isPaused ? 'Paused.' : 'Watching.');
  show();
}

if (place) {
  place.hidden = false;
  pause.addEventListener('click', toggle);
  place.querySelector('[data-clear]').addEventListener('click', () => {
    waiting = [];
    rows.replaceChildren();
    for (const name of Object.keys(seen)) seen[name] = 0;
    none.hidden = false;
    count();
  });
  document.addEventListener('keydown', (event) => {
    const writes = event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key === 'p' && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) toggle();
  });
  count();
  watch();
}
