// Lanes and tiles. Each tile has a place computed from the model; only those near the screen are in the document, so ten thousand
// children cost as much as a screenful. A child that moves keeps its tile, which glides from the old place to the new one.
import {byId, children, count, duration, el, icon, setText, sync, words} from './dom.js';
import {isCrashing, isFiltered, lanes, model, NOWHERE, READ_ONLY, runsTwice, standing, STATES} from './model.js';

const GAP = 6;
const PADDING = 12;
const LANE_GAP = 14;
const MARGIN = 300;
const FRESH = 4000;
/** With more than this the first look is an overview: one line a node. */
const MOST_LANES = 6;
const MOST_TILES = 1200;
const DENSITIES = [
  {name: 'large', most: 150, width: 176, height: 44},
  {name: 'medium', most: 1200, width: 116, height: 30},
  {name: 'small', most: Infinity, width: 26, height: 26},
];

const board = byId('board');
const canvas = byId('canvas');
const tiles = new Map();
const headers = new Map();
/** What somebody has unfolded or folded by hand: lane to whether it is unfolded. */
const folds = new Map();
let places = new Map();
let order = [];
let rows = [];
let current = null;
let scheduled = false;
let glide = false;
let handlers = {onSelect: () => {}, onDrain: () => {}, onNode: () => {}};

export function open(given) {
  handlers = given;
  board.addEventListener('scroll', () => schedule(false), {passive: true});
  new ResizeObserver(() => update(false)).observe(board);
  board.addEventListener('keydown', onKey);
}

/** The model or the filter has changed; tiles glide if that was because the scope has. */
export function update(gliding) {
  const before = places;
  layOut();
  for (const [id, place] of places) {
    const old = before.get(id);
    // Not the former place itself, which has a former place too: no generation but the last is kept.
    place.from = old ? {x: old.x, y: old.y, lane: old.lane} : place;
    place.since = old && old.lane !== place.lane && gliding ? Date.now() : (old?.since ?? 0);
  }
  schedule(gliding);
}

function schedule(gliding) {
  glide ||= gliding;
  if (!scheduled) {
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      render(glide);
      glide = false;
    });
  }
}

function layOut() {
  const all = lanes();
  const isOverview = !isFiltered() && (all.length > MOST_LANES || model.children.size > MOST_TILES);
  const shown = all.reduce((sum, lane) => sum + lane.children.length, 0);
  const density = DENSITIES.find(d => shown <= d.most);
  const width = canvas.clientWidth - 2 * PADDING;
  const header = canvas.clientWidth < 560 ? 84 : 58;
  board.classList.toggle('overview', isOverview);
  const columns = Math.max(1, Math.floor((width + GAP) / (density.width + GAP)));
  const tileWidth = density.name === 'small' ? density.width : Math.floor((width + GAP) / columns) - GAP;
  board.dataset.density = density.name;
  places = new Map();
  order = [];
  rows = [];
  let y = 0;
  for (const lane of all) {
    const hidden = !(folds.get(lane.id) ?? !isOverview);
    const inLane = hidden ? [] : lane.children;
    inLane.forEach((child, i) => {
      const row = Math.floor(i / columns);
      const place = {
        id: child.id, lane: lane.id, index: order.length, column: i % columns, width: tileWidth,
        x: PADDING + (i % columns) * (tileWidth + GAP), y: y + header + row * (density.height + GAP),
      };
      places.set(child.id, place);
      order.push(place);
      if (i % columns === 0) {
        rows.push({y: place.y, first: place.index, last: place.index});
      }
      rows[rows.length - 1].last = place.index;
    });
    const lines = Math.ceil(inLane.length / columns);
    const height = header + (lines === 0 ? (hidden ? 0 : 24) : lines * (density.height + GAP) - GAP + PADDING);
    drawLane(lane, y, height, hidden);
    y += height + (isOverview && hidden ? GAP : LANE_GAP);
  }
  for (const [id, lane] of headers) {
    if (!all.some(other => other.id === id)) {
      lane.element.remove();
      headers.delete(id);
    }
  }
  canvas.style.height = y + 'px';
  drawEmpty(all, shown);
}

function drawEmpty(all, shown) {
  const empty = byId('empty');
  empty.hidden = shown > 0 || !model.loaded;
  empty.textContent = isFiltered()
    ? 'No child is like that.'
    : all.length === 0
      ? 'No node is in this scope, and no child was asked for.'
      : 'No child was asked for yet.';
}

function drawLane(lane, y, height, hidden) {
  let known = headers.get(lane.id);
  if (!known) {
    known = newLane(lane.id);
    headers.set(lane.id, known);
    byId('lanes').append(known.element);
  }
  // not by a transform, which what is sticky in it would not see
  known.element.style.top = y + 'px';
  known.element.style.height = height + 'px';
  const gone = lane.member === null && lane.id !== NOWHERE;
  known.element.classList.toggle('gone', gone);
  known.element.classList.toggle('nowhere', lane.id === NOWHERE);
  setText(known.name, lane.id === NOWHERE ? 'On no node' : lane.id);
  sync(known.marks, marks(lane, gone), mark => mark, mark => el('span', {class: 'mark ' + mark.split(' ')[0], text: mark}));
  setText(known.about, about(lane));
  known.about.title = known.about.textContent;
  drawLoad(known.load, lane);
  drawBar(known.bar, lane);
  known.drain.hidden = lane.member === null;
  known.drain.disabled = model.readOnly;
  known.drain.title = model.readOnly ? READ_ONLY : '';
  setText(known.drain, lane.member?.draining ? 'Undrain' : 'Drain');
  known.drain.setAttribute('aria-label', known.drain.textContent + ' ' + lane.id);
  known.fold.setAttribute('aria-expanded', String(!hidden));
  known.fold.setAttribute('aria-label', 'Children of ' + known.name.textContent);
}

function marks(lane, gone) {
  const member = lane.member;
  return [gone ? 'gone' : '', member?.planner ? 'planner' : '', member?.draining ? 'draining' : '',
    member?.suspectTypes?.length > 0 ? 'suspect for ' + member.suspectTypes.join(', ') : ''].filter(Boolean);
}

/** The zone and other labels, the address, how many children, version and time since it joined. */
function about(lane) {
  const member = lane.member;
  const hidden = lane.total - lane.children.length;
  return [
    ...Object.entries(member?.labels ?? {}).map(([name, value]) => name + ' ' + value),
    member?.address,
    children(lane.total) + (hidden > 0 ? ', ' + lane.children.length.toLocaleString('en') + ' shown' : ''),
    member?.version ? 'version ' + member.version : '',
    member?.joined ? 'up ' + duration(Date.now() - new Date(member.joined).getTime()) : '',
  ].filter(Boolean).join(' · ');
}

function drawLoad(load, lane) {
  load.hidden = lane.member === null;
  if (lane.member !== null) {
    load.max = lane.member.capacity;
    load.value = Math.min(lane.total, lane.member.capacity);
    load.title = lane.total.toLocaleString('en') + ' children, capacity ' + lane.member.capacity.toLocaleString('en');
    load.setAttribute('aria-label', 'Load of ' + lane.id + ': ' + load.title);
  }
}

function newLane(id) {
  const lane = {
    name: el('button', {type: 'button', class: 'link', title: 'Show only this node', onclick: () => handlers.onNode(id)}),
    marks: el('span', {class: 'marks'}), about: el('p', {class: 'quiet'}), bar: el('div', {class: 'bar'}),
    load: el('meter', {class: 'load', min: 0}),
    drain: el('button', {type: 'button', class: 'plain', onclick: () => handlers.onDrain(id)}),
    fold: el('button', {type: 'button', class: 'fold', onclick: () => {
      folds.set(id, lane.fold.getAttribute('aria-expanded') !== 'true');
      update(false);
    }}),
  };
  const header = el('header', {}, lane.fold,
    el('div', {class: 'title'}, el('div', {class: 'names'}, el('h2', {}, lane.name), lane.marks), lane.about),
    lane.load, lane.bar, lane.drain);
  lane.element = el('section', {class: 'lane', 'aria-label': id === NOWHERE ? 'On no node' : 'Node ' + id}, header);
  return lane;
}

/** How the children of a lane stand, in proportion, with the numbers for those who do not see colours. */
function drawBar(bar, lane) {
  sync(bar, STATES.filter(state => lane.states.has(state)), state => state,
    state => el('span', {class: 'part s-' + state}, icon(state), el('span')),
    (part, state) => {
      setText(part.lastElementChild, lane.states.get(state).toLocaleString('en'));
      part.title = count(lane.states.get(state), 'child is ', 'children are ') + words(state);
    });
}

function render(gliding) {
  const top = board.scrollTop - MARGIN;
  const bottom = board.scrollTop + board.clientHeight + MARGIN;
  const wanted = new Set();
  for (const row of rows) {
    if (row.y >= top && row.y <= bottom) {
      for (let i = row.first; i <= row.last; i++) {
        wanted.add(order[i].id);
      }
    }
  }
  if (gliding) {
    // those that come from the screen, or go there
    for (const place of order) {
      if (place.from !== place && place.from.lane !== place.lane && place.from.y >= top && place.from.y <= bottom) {
        wanted.add(place.id);
      }
    }
  }
  if (current !== null && places.has(current)) {
    wanted.add(current);
  } else {
    current = order[0]?.id ?? null;
    if (current !== null) {
      wanted.add(current);
    }
  }
  for (const [id, tile] of tiles) {
    if (!wanted.has(id)) {
      tile.remove();
      tiles.delete(id);
    }
  }
  wanted.forEach(id => drawTile(places.get(id), gliding));
}

function drawTile(place, gliding) {
  const child = model.children.get(place.id);
  if (!child) {
    return;
  }
  let tile = tiles.get(place.id);
  const isNew = !tile;
  if (isNew) {
    tile = newTile(place.id);
    tiles.set(place.id, tile);
    byId('tiles').append(tile);
  }
  const moved = place.from !== place && (place.from.x !== place.x || place.from.y !== place.y);
  tile.classList.toggle('glides', gliding && moved);
  if (isNew && gliding && moved) {
    tile.style.transform = `translate(${place.from.x}px, ${place.from.y}px)`;
    tile.getBoundingClientRect();
  }
  tile.style.transform = `translate(${place.x}px, ${place.y}px)`;
  tile.style.width = place.width + 'px';
  const fresh = Date.now() - place.since < FRESH;
  tile.classList.toggle('fresh', fresh);
  if (fresh) {
    setTimeout(() => schedule(false), FRESH);
  }
  drawState(tile, child);
}

function drawState(tile, child) {
  tile.tabIndex = child.id === current ? 0 : -1;
  const appearance = standing(child);
  const look = child.state + ' ' + (child.node ?? '') + ' ' + child.type + appearance;
  if (tile.dataset.look === look) {
    return;
  }
  tile.dataset.look = look;
  STATES.forEach(state => tile.classList.toggle('s-' + state, state === appearance));
  tile.querySelector('use').setAttribute('href', '#i-' + appearance);
  const said = words(child.state) + (runsTwice(child) ? ', runs twice' : isCrashing(child) && child.state !== 'RESTARTING' ? ', crashed' : '');
  tile.querySelector('.kind').textContent = child.type + ' · ' + said;
  const label = child.id + ', ' + said + (child.node ? ' on ' + child.node : '');
  tile.setAttribute('aria-label', label);
  tile.title = label;
}

function newTile(id) {
  const text = el('span', {class: 'text'}, el('span', {class: 'id', text: id}), el('span', {class: 'kind'}));
  const tile = el('button', {type: 'button', class: 'tile', onclick: () => {
    current = id;
    handlers.onSelect(id);
  }}, icon('RUNNING'), text);
  tile.dataset.id = id;
  return tile;
}

function onKey(event) {
  if (!(event.target instanceof HTMLElement) || !event.target.classList.contains('tile')) {
    return;
  }
  const target = next(places.get(event.target.dataset.id), event.key);
  if (target) {
    event.preventDefault();
    focus(target.id);
  }
}

function next(place, key) {
  const row = rows.findIndex(r => place && r.first <= place.index && place.index <= r.last);
  const inRow = r => r && order[Math.min(r.first + place.column, r.last)];
  switch (place ? key : '') {
    case 'ArrowRight': return order[place.index + 1];
    case 'ArrowLeft': return order[place.index - 1];
    case 'ArrowDown': return inRow(rows[row + 1]);
    case 'ArrowUp': return inRow(rows[row - 1]);
    case 'Home': return order[0];
    case 'End': return order[order.length - 1];
    default: return undefined;
  }
}

/** Brings a child onto the screen, and the keyboard to it. */
export function focus(id) {
  const child = model.children.get(id);
  if (child && !places.has(id)) {
    folds.set(child.node ?? NOWHERE, true);
    layOut();
    places.forEach(other => {
      other.from = other;
      other.since = 0;
    });
  }
  const place = places.get(id);
  if (!place) {
    return;
  }
  current = id;
  const low = place.y - 100;
  const high = place.y + 80 - board.clientHeight;
  if (board.scrollTop > low || board.scrollTop < high) {
    board.scrollTop = board.scrollTop > low ? low : high;
  }
  render(false);
  tiles.get(id)?.focus({preventScroll: true});
}
