// Puts the parts together: what comes from the server goes into the model, and all parts draw it.
import {byId, children, count, duration, el, icon, setText, sync, words} from './dom.js';
import {apply, counts, model, READ_ONLY, STATES, types} from './model.js';
import * as api from './api.js';
import * as address from './address.js';
import * as attention from './attention.js';
import * as board from './board.js';
import * as details from './details.js';
import * as timeline from './timeline.js';
import {askSpec, askTarget, askToken, confirm, GivenUp} from './dialogs.js';

let link = 'opening';


function draw(gliding) {
  setText(byId('scope'), model.scope || '…');
  setText(byId('summary'), count(model.members.length, 'node', 'nodes') + ' · ' + children(model.children.size));
  const rebalancing = byId('rebalancing');
  rebalancing.textContent = model.rebalancingPaused ? 'Resume rebalancing' : 'Pause rebalancing';
  rebalancing.setAttribute('aria-pressed', String(model.rebalancingPaused));
  drawAccess();
  drawBanner();
  drawStates();
  drawTypes();
  drawNode();
  attention.update();
  board.update(gliding);
  timeline.update();
  details.update();
}

/** With a read-only token nothing can be steered, and the button takes another token. */
function drawAccess() {
  model.readOnly = api.isReadOnly();
  byId('access').hidden = !model.readOnly;
  for (const button of [byId('rebalancing'), byId('start')]) {
    button.disabled = model.readOnly;
    button.title = model.readOnly ? READ_ONLY : '';
  }
  const locks = api.hasToken() && !model.readOnly;
  byId('token').textContent = locks ? 'Lock' : 'Unlock';
  byId('token').title = locks ? 'Forget the token in this tab' : 'Steering needs a token with full access';
}

function drawBanner() {
  const text = link === 'closed'
    ? 'The console does not answer. This page tries again and shows what it last knew.'
    : link === 'locked'
      ? 'This console shows nothing without its token.'
      : model.connected
        ? model.loaded && model.members.length === 0 ? 'No node is in this scope: nothing runs.' : ''
        : away();
  const banner = byId('banner');
  setText(banner, text);
  banner.hidden = text === '';
  document.body.classList.toggle('stale', link !== 'open' || !model.connected);
}

/** After two thirds of the session timeout a node that is cut off too has stopped its children. */
function away() {
  const millis = model.awaySince === null ? 0 : Date.now() - model.awaySince;
  return 'ZooKeeper is away' + (millis < 1000 ? '' : ' for ' + duration(millis)) + '. '
    + (millis > model.childrenStopAfter
      ? 'Children have stopped, unless their node still reaches ZooKeeper. '
      : 'Children run on for now. ')
    + 'What is shown is what was last known; it goes on by itself when ZooKeeper is back.';
}

function drawStates() {
  const all = counts();
  const shown = STATES.filter(state => all.get(state) > 0 || model.filter.states.has(state));
  sync(byId('states'), shown, state => state, chip, (element, state) => {
    element.setAttribute('aria-pressed', String(model.filter.states.has(state)));
    setText(element.lastElementChild, all.get(state).toLocaleString('en'));
  });
}

const chip = state => el('button', {
  type: 'button', class: 'chip s-' + state, 'data-state': state,
  onclick: () => {
    model.filter.states.has(state) ? model.filter.states.delete(state) : model.filter.states.add(state);
    filtered();
  },
}, icon(state), words(state) + ' ', el('b'));

/** The filter has changed by hand. */
function filtered(replace = false) {
  address.write(undefined, replace);
  draw(false);
}

function drawNode() {
  const button = byId('node');
  button.hidden = model.filter.node === '';
  setText(button, button.hidden ? '' : 'Only ' + model.filter.node + ' ✕');
}

function drawTypes() {
  const select = byId('type');
  const all = [...new Set([...types(), model.filter.type].filter(Boolean))].sort();
  sync(select, ['', ...all], value => value, value => el('option', {value, text: value === '' ? 'All types' : value}));
  if (select.value !== model.filter.type) {
    select.value = model.filter.type;
  }
}

/** Requests something, asking for the token first if need be; fails with what went wrong. */
async function steer(body) {
  if ((!api.hasToken() || api.isReadOnly()) && !await askToken(true)) {
    throw new GivenUp();
  }
  try {
    await api.post(body);
  } catch (e) {
    if (e.status === 401) {
      api.forgetToken();
      throw new Error('The token is not the right one any more. Try again to give another.');
    }
    throw e.status ? e : new Error('The console does not answer.');
  } finally {
    draw(false);
  }
}

/** For what needs no dialog: requests it, and reports the outcome. */
async function direct(body, done) {
  try {
    await steer(body);
    toast(done);
  } catch (e) {
    if (!(e instanceof GivenUp)) {
      toast(e.message, true);
    }
  }
}

async function requested(body, done) {
  await steer(body);
  toast(done);
  return true;
}

let toastTimer = 0;

function toast(text, bad = false) {
  const toast = byId('toast');
  toast.textContent = text;
  toast.classList.toggle('bad', bad);
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast.hidden = true, bad ? 12_000 : 5_000);
}

async function onVerb(verb, child) {
  const id = child.id;
  if (verb === 'terminate') {
    return confirm('Terminate ' + id + '?', ['It is stopped for good, and what it has saved is forgotten.'], 'Terminate',
      () => requested({verb, child: id}, id + ' is terminated.'), true);
  }
  if (verb === 'move') {
    return askTarget(child, node => requested({verb, child: id, node}, id + ' is to run on ' + node + '.'));
  }
  const done = {restart: ' is restarted.', pause: ' is paused.', resume: ' is resumed.', unpin: ' may be moved.'};
  return direct({verb, child: id}, id + done[verb]);
}

async function onDrain(node) {
  if (model.members.find(member => member.id === node)?.draining) {
    return direct({verb: 'undrain', node}, node + ' takes children again.');
  }
  return confirm('Drain ' + node + '?', [expected(node), 'It gives its children away, takes none, and stays a member.'], 'Drain',
    () => requested({verb: 'drain', node}, node + ' gives its children away.'));
}

async function expected(node) {
  try {
    const preview = await api.get('/preview?leave=' + encodeURIComponent(node));
    const leaving = preview.moves.filter(move => move.from === node).length;
    return children(leaving) + ' would move, ' + Object.keys(preview.pending).length + ' would have no place.';
  } catch (e) {
    return 'What would move is not known: ' + e.message;
  }
}

function select(id) {
  address.write(id);
  open(id);
}

function open(id) {
  if (model.children.has(id)) {
    board.focus(id);
  }
  details.show(id);
}

function onNode(id) {
  model.filter.node = model.filter.node === id ? '' : id;
  filtered();
}

/** The address has changed, by Back or Forward. */
function follow(id) {
  fill();
  draw(false);
  if (id === null) {
    details.hide();
  } else if (id !== details.shownId()) {
    open(id);
  }
}

function fill() {
  byId('search').value = model.filter.text;
}

function wire() {
  byId('search').addEventListener('input', event => {
    model.filter.text = event.target.value.trim().toLowerCase();
    filtered(true);
  });
  byId('type').addEventListener('change', event => {
    model.filter.type = event.target.value;
    filtered();
  });
  byId('rebalancing').addEventListener('click', () => model.rebalancingPaused
    ? direct({verb: 'resume-rebalancing'}, 'Children may be moved again to even out the load.')
    : direct({verb: 'pause-rebalancing'}, 'No child is moved to even out the load.'));
  byId('start').addEventListener('click', () =>
    askSpec(spec => requested({verb: 'start', spec}, spec.id + ' is asked for.')));
  byId('node').addEventListener('click', () => onNode(model.filter.node));
  byId('token').addEventListener('click', async () => {
    if (api.hasToken() && !api.isReadOnly()) {
      api.forgetToken();
    } else {
      await askToken(api.isReadOnly());
    }
    draw(false);
  });
  document.querySelectorAll('.tabs button').forEach(button => button.addEventListener('click', () => {
    document.body.dataset.tab = button.dataset.tab;
    document.querySelectorAll('.tabs button').forEach(other => other.setAttribute('aria-pressed', String(other === button)));
    board.update(false);
  }));
  document.addEventListener('keydown', event => {
    if (event.key === '/' && !event.target.closest('input, textarea, select, dialog')) {
      event.preventDefault();
      byId('search').focus();
    }
  });
}

/** A message from the server. */
export function receive(kind, data) {
  const first = !model.loaded;
  apply(kind, data);
  draw(kind === 'change');
  if (first && address.shownChild() !== null) {
    open(address.shownChild());
  }
}

api.takeToken();
address.open(follow);
fill();
wire();
board.open({onSelect: select, onDrain, onNode});
timeline.open(select);
attention.open({onSelect: select, onNode, onMore: () => {
  model.filter.states = new Set(attention.troubledStates());
  filtered();
}});
details.open({onVerb, onHide: id => {
  address.write(null);
  board.focus(id);
}});
draw(false);
setInterval(drawBanner, 1000);
api.follow(receive, state => {
  link = state;
  draw(false);
  if (state === 'locked') {
    askToken();
  }
});
