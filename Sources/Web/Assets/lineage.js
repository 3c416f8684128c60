// The lineage graph, where there is JavaScript: pan, zoom, focus, search, branches that close. Without it the picture
// scrolls and its boxes are links.

for (const figure of document.querySelectorAll('figure[data-lineage]')) {
  const svg = figure.querySelector('svg.graph');
  const scroll = figure.querySelector('.scroll');
  const boxes = [...svg.querySelectorAll('g.n')];
  const numbers = svg.dataset.edges.trim().split(' ').filter(Boolean).map(Number);
  const edges = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) edges.push({ from: numbers[at], to: numbers[at + 1] });

  // Many edges come as one path; each becomes one of its own.
  const layer = svg.querySelector('g.edges');
  for (const path of [...layer.querySelectorAll('path')]) {
    const parts = path.getAttribute('d').split(/(?=M)/);
    if (parts.length < 2) continue;
    for (const part of parts) {
      const one = path.cloneNode();
      one.setAttribute('d', part);
      layer.insertBefore(one, path);
    }
    path.remove();
  }
  [...layer.querySelectorAll('path')].forEach((path, index) => { if (edges[index]) edges[index].path = path; });

  const after = boxes.map(() => []);
  const before = boxes.map(() => []);
  for (const edge of edges) {
    after[edge.from]?.push(edge.to);
    before[edge.to]?.push(edge.from);
  }
  const names = boxes.map((box) => box.querySelector('title')?.textContent ?? '');
  const name = (index) => names[index].split('\n')[0];
  const reach = (start, beside) => {
    const seen = new Set([start]);
    const next = [start];
    while (next.length) for (const one of beside[next.pop()]) if (!seen.has(one)) { seen.add(one); next.push(one); }
    return seen;
  };

  // Size. The picture stays as it was drawn; only how large it is shown changes, and the browser scrolls.
  const width = svg.width.baseVal.value;
  const height = svg.height.baseVal.value;
  let scale = 1;
  const zoom = (wanted, x = scroll.clientWidth / 2, y = scroll.clientHeight / 2) => {
    const next = Math.min(3, Math.max(0.1, wanted));
    const left = (scroll.scrollLeft + x) * (next / scale) - x;
    const top = (scroll.scrollTop + y) * (next / scale) - y;
    scale = next;
    svg.setAttribute('width', Math.round(width * scale));
    svg.setAttribute('height', Math.round(height * scale));
    scroll.scrollLeft = left;
    scroll.scrollTop = top;
  };
  const show = (index) => {
    const box = boxes[index].getBoundingClientRect();
    const view = scroll.getBoundingClientRect();
    scroll.scrollLeft += box.left + box.width / 2 - view.left - view.width / 2;
    scroll.scrollTop += box.top + box.height / 2 - view.top - view.height / 2;
  };
  const start = boxes.findIndex((box) => box.classList.contains('start'));
  const fit = () => {
    zoom(Math.min(1, (scroll.clientWidth - 4) / width, (window.innerHeight * 0.7) / height));
    scroll.scrollLeft = 0;
    scroll.scrollTop = 0;
  };
  // Somewhat too large is made smaller at first; of what is much too large one sees the middle.
  if (width > scroll.clientWidth && width * 0.72 <= scroll.clientWidth) zoom((scroll.clientWidth - 4) / width);
  if (start >= 0) show(start);

  // Tools.
  const element = (tag, text, values = {}) => Object.assign(document.createElement(tag), { textContent: text, ...values });
  const button = (text, label, act) => {
    const made = element('button', text, { type: 'button', className: 'secondary', onclick: act });
    if (label) made.setAttribute('aria-label', label);
    return made;
  };
  const tools = element('div', '', { className: 'graph-tools' });
  const search = element('input', '', { type: 'search', placeholder: 'Find in the graph', autocomplete: 'off' });
  search.setAttribute('aria-label', 'Find in the graph');
  const all = button('Show all', '', () => { away.clear(); draw(); say(); });
  all.hidden = true;
  tools.append(search, button('−', 'Smaller', () => zoom(scale / 1.25)), button('+', 'Larger', () => zoom(scale * 1.25)),
    button('Fit', 'Fit the whole graph in', fit), all);
  figure.querySelector('.graph-head').append(tools);
  const said = element('div', '', { className: 'graph-said' });
  said.setAttribute('role', 'status');
  figure.querySelector('.graph-head').append(said);

  // Focus, search and closed branches.
  let chosen = -1;
  const away = new Set();
  const draw = () => {
    const up = chosen < 0 ? null : reach(chosen, before);
    const down = chosen < 0 ? null : reach(chosen, after);
    const text = search.value.trim().toLowerCase();
    svg.classList.toggle('has-focus', chosen >= 0);
    svg.classList.toggle('has-search', text !== '');
    boxes.forEach((box, index) => {
      box.classList.toggle('away', away.has(index));
      box.classList.toggle('chosen', index === chosen);
      box.classList.toggle('lit', chosen >= 0 && (up.has(index) || down.has(index)));
      box.classList.toggle('found', text !== '' && box.textContent.toLowerCase().includes(text));
    });
    for (const edge of edges) {
      if (!edge.path) continue;
      edge.path.classList.toggle('away', away.has(edge.from) || away.has(edge.to));
      edge.path.classList.toggle('lit', chosen >= 0 && ((up.has(edge.from) && up.has(edge.to)) || (down.has(edge.from) && down.has(edge.to))));
    }
    all.hidden = away.size === 0;
  };
  const count = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;
  const say = () => {
    said.replaceChildren();
    const text = search.value.trim();
    if (text !== '') {
      const found = svg.querySelectorAll('.found').length;
      said.append(element('span', found === 0 ? `Nothing in the graph holds “${text}”.` : `${count(found, 'box').replace('boxs', 'boxes')} with “${text}”. Enter goes to the next.`));
      return;
    }
    if (chosen < 0) {
      if (away.size === 0) said.append(element('span', 'Click a box to see what hangs together with it, again to go there. Drag to move; Ctrl and wheel, + and − for the size.', { className: 'quiet' }));
      if (away.size > 0) said.append(element('span', `${count(away.size, 'box').replace('boxs', 'boxes')} put away.`));
      return;
    }
    const link = boxes[chosen].querySelector('a');
    const label = element('bdi', name(chosen), { className: 'name' });
    const strong = element('strong', '');
    strong.append(label);
    said.append(strong, element('span', `made of ${reach(chosen, before).size - 1}, ${reach(chosen, after).size - 1} made of it`));
    const path = link.getAttribute('href');
    const own = /^(\/datasets\/[^/?#]+)\/lineage/.exec(path);
    if (own) said.append(element('a', 'Its page', { href: own[1] }));
    said.append(element('a', boxes[chosen].classList.contains('group') ? 'Open the group' : own ? 'Its lineage' : 'Its page', { href: path }));
    said.append(button('Put away what is made of it', '', () => branch(after)), button('Put away what it is made of', '', () => branch(before)),
      button('Done', 'Stop looking at this one', () => choose(-1)));
  };
  // A branch closes whole; where it was asked from stays.
  const branch = (beside) => {
    for (const index of reach(chosen, beside)) if (index !== chosen && index !== start) away.add(index);
    draw();
    say();
  };
  const choose = (index) => {
    chosen = index;
    draw();
    say();
  };

  // A click looks at one; a second click on it, or Enter, follows its link.
  let moved = false;
  svg.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const index = boxes.indexOf(event.target.closest('g.n'));
    if (moved) { event.preventDefault(); return; }
    if (index < 0) { choose(-1); return; }
    // A key, or a second click, follows the link; so do columns and groups.
    if (event.detail === 0 || index === chosen || boxes[index].classList.contains('group') || event.target.closest('.k')) return;
    event.preventDefault();
    choose(index);
  });
  // Not on the picture itself: that would become a stop of the Tab key.
  scroll.addEventListener('focusin', (event) => {
    const index = boxes.indexOf(event.target.closest('g.n'));
    if (index >= 0 && event.target.matches(':focus-visible')) show(index);
  });

  say();

  // Pan.
  let grab = null;
  scroll.addEventListener('pointerdown', (event) => {
    moved = false;
    if (event.button !== 0 || event.pointerType === 'touch') return;
    grab = { x: event.clientX, y: event.clientY, left: scroll.scrollLeft, top: scroll.scrollTop };
  });
  window.addEventListener('pointermove', (event) => {
    if (!grab) return;
    const [dx, dy] = [event.clientX - grab.x, event.clientY - grab.y];
    if (!moved && Math.hypot(dx, dy) < 5) return;
    moved = true;
    svg.classList.add('is-grabbed');
    scroll.scrollLeft = grab.left - dx;
    scroll.scrollTop = grab.top - dy;
  });
  window.addEventListener('pointerup', () => { grab = null; svg.classList.remove('is-grabbed'); });
  svg.addEventListener('dragstart', (event) => event.preventDefault());
  scroll.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const view = scroll.getBoundingClientRect();
    zoom(scale * Math.exp(-event.deltaY * 0.002), event.clientX - view.left, event.clientY - view.top);
  }, { passive: false });

  // Keys.
  scroll.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = boxes.indexOf(event.target.closest?.('g.n'));
    const step = 60;
    const acts = {
      '+': () => zoom(scale * 1.25), '=': () => zoom(scale * 1.25), '-': () => zoom(scale / 1.25), '0': fit,
      ArrowLeft: () => { scroll.scrollLeft -= step; }, ArrowRight: () => { scroll.scrollLeft += step; },
      ArrowUp: () => { scroll.scrollTop -= step; }, ArrowDown: () => { scroll.scrollTop += step; },
      ' ': () => { if (index >= 0) choose(index === chosen ? -1 : index); },
      Escape: () => choose(-1),
    };
    if (!acts[event.key] || (event.key === ' ' && index < 0)) return;
    event.preventDefault();
    acts[event.key]();
  });

  // Search: others are dimmed, Enter goes from one to the next.
  let at = -1;
  const next = () => {
    const found = boxes.map((box, index) => (box.classList.contains('found') && !away.has(index) ? index : -1)).filter((index) => index >= 0);
    if (found.length === 0) return;
    at = (at + 1) % found.length;
    show(found[at]);
  };
  search.addEventListener('input', () => { at = -1; draw(); say(); next(); });
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') { event.preventDefault(); next(); }
    if (event.key === 'Escape') { search.value = ''; draw(); say(); }
  });
}
