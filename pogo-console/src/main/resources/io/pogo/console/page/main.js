// Puts the parts together: what comes from the server goes into the model, and all parts draw it.
import {byId, children, count, el, icon, words} from './dom.js';
import {apply, counts, model, STATES, types} from './model.js';
import * as api from './api.js';
import * as board from './board.js';
import * as details from './details.js';
import * as timeline from './timeline.js';
import {askSpec, askTarget, askToken, confirm} from './dialogs.js';

let link = 'opening';

function draw(gliding) {
  document.title = model.scope + ' · Pogo';
  byId('scope').textContent = model.scope || '…';
  byId('summary').textContent = count(model.members.length, 'node', 'nodes') + ' · ' + children(model.children.size);
  const rebalancing = byId('rebalancing');
  rebalancing.textContent = model.rebalancingPaused ? 'Resume rebalancing' : 'Pause rebalancing';
  rebalancing.setAttribute('aria-pressed', String(model.rebalancingPaused));
  drawLock();
  drawBanner();
  drawStates();
  drawTypes();
  board.update(gliding);
  timeline.update();
  details.update();
}

function drawLock() {
  byId('token').textContent = api.hasToken() ? 'Lock' : 'Unlock';
  byId('token').title = api.hasToken() ? 'Forget the token in this tab' : 'Steering needs the token';
}

function drawBanner() {
  const text = link === 'closed'
    ? 'The console does not answer. This page tries again and shows what it last knew.'
    : link === 'locked'
      ? 'This console shows nothing without its token.'
      : model.connected
        ? model.loaded && model.members.length === 0 ? 'No node is in this scope: nothing runs.' : ''
        : 'ZooKeeper is away. What is shown is what was last known; it goes on by itself when ZooKeeper is back.';
  const banner = byId('banner');
  if (banner.textContent !== text) {
    banner.textContent = text;
  }
  banner.hidden = text === '';
  document.body.classList.toggle('stale', link !== 'open' || !model.connected);
}

function drawStates() {
  const all = counts();
  const shown = STATES.filter(state => all.get(state) > 0 || model.filter.states.has(state));
  const group = byId('states');
  const key = shown.map(state => state + all.get(state) + model.filter.states.has(state)).join();
  if (group.dataset.key === key) {
    return;
  }
  const focused = document.activeElement?.dataset.state;
  group.dataset.key = key;
  group.replaceChildren(...shown.map(state => el('button', {
    type: 'button', class: 'chip s-' + state, 'aria-pressed': String(model.filter.states.has(state)), 'data-state': state,
    onclick: () => {
      model.filter.states.has(state) ? model.filter.states.delete(state) : model.filter.states.add(state);
      draw(false);
    },
  }, icon(state), words(state) + ' ', el('b', {text: all.get(state).toLocaleString('en')}))));
  if (focused) {
    group.querySelector(`[data-state="${focused}"]`)?.focus();
  }
}

function drawTypes() {
  const select = byId('type');
  const all = types();
  if (select.dataset.key !== all.join('\n') || select.options.length === 0) {
    select.dataset.key = all.join('\n');
    select.replaceChildren(el('option', {value: '', text: 'All types'}), ...all.map(value => el('option', {value, text: value})));
    select.value = model.filter.type;
  }
}

/** Does something that needs the token, asking for it first if need be; says what came of it. */
async function steer(body, done) {
  if (!api.hasToken() && !await askToken()) {
    return;
  }
  try {
    await api.post(body);
    toast(done);
  } catch (e) {
    if (e.status === 401) {
      api.forgetToken();
      toast('The token is not the right one any more.', true);
    } else {
      toast(e.status ? e.message : 'The console does not answer.', true);
    }
  }
  drawLock();
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
    const sure = await confirm('Terminate ' + id + '?',
      ['It is stopped for good, and what it has saved is forgotten.'], 'Terminate', true);
    return sure && steer({verb, child: id}, id + ' is terminated.');
  }
  if (verb === 'move') {
    const node = await askTarget(child);
    return node && steer({verb, child: id, node}, id + ' is to run on ' + node + '.');
  }
  const done = {restart: ' is restarted.', pause: ' is paused.', resume: ' is resumed.', unpin: ' may be moved.'};
  return steer({verb, child: id}, id + done[verb]);
}

async function onDrain(node) {
  if (model.members.find(member => member.id === node)?.draining) {
    return steer({verb: 'undrain', node}, node + ' takes children again.');
  }
  let expected;
  try {
    const preview = await api.get('/api/preview?leave=' + encodeURIComponent(node));
    const leaving = preview.moves.filter(move => move.from === node).length;
    const placeless = Object.keys(preview.pending).length;
    expected = children(leaving) + ' would move, ' + placeless + ' would have no place.';
  } catch (e) {
    expected = 'What would move cannot be told: ' + e.message;
  }
  const sure = await confirm('Drain ' + node + '?', [expected, 'It gives its children away, takes none, and stays a member.'], 'Drain');
  return sure && steer({verb: 'drain', node}, node + ' gives its children away.');
}

function select(id) {
  if (model.children.has(id)) {
    board.focus(id);
  }
  details.show(id);
}

function wire() {
  byId('search').addEventListener('input', event => {
    model.filter.text = event.target.value.trim().toLowerCase();
    draw(false);
  });
  byId('type').addEventListener('change', event => {
    model.filter.type = event.target.value;
    draw(false);
  });
  byId('rebalancing').addEventListener('click', () => model.rebalancingPaused
    ? steer({verb: 'resume-rebalancing'}, 'Children may be moved again to even out the load.')
    : steer({verb: 'pause-rebalancing'}, 'No child is moved to even out the load.'));
  byId('start').addEventListener('click', async () => {
    const spec = await askSpec();
    return spec && steer({verb: 'start', spec}, spec.id + ' is asked for.');
  });
  byId('token').addEventListener('click', async () => {
    if (api.hasToken()) {
      api.forgetToken();
    } else {
      await askToken();
    }
    drawLock();
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

api.takeToken();
wire();
board.open({onSelect: select, onDrain});
timeline.open(select);
details.open({onVerb, onHide: id => board.focus(id)});
draw(false);
api.follow((kind, data) => {
  apply(kind, data);
  draw(kind === 'change');
}, state => {
  link = state;
  draw(false);
  if (state === 'locked') {
    askToken();
  }
});
