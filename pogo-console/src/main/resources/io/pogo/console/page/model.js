// What is known of the scope, and what of it is to be shown.

export const STATES = [
  'RUNNING', 'STARTING', 'PENDING', 'RESTARTING', 'STOPPING', 'STUCK', 'FAILED', 'PAUSED', 'COMPLETED'];

/** The reason that a button shows where the token is read-only. */
export const READ_ONLY = 'The token is read-only';

/** The lane of children that no node has. */
export const NOWHERE = '';

export const model = {
  scope: '',
  loaded: false,
  connected: true,
  awaySince: null,
  childrenStopAfter: Infinity,
  rebalancingPaused: false,
  readOnly: false,
  members: [],
  children: new Map(),
  events: [],
  filter: {text: '', states: new Set(), type: '', node: ''},
};

const MOST_EVENTS = 2000;

export function apply(kind, data) {
  model.scope = data.scope;
  model.connected = data.connected;
  model.awaySince = data.connected ? null : Date.now() - data.awayForMillis;
  model.childrenStopAfter = data.childrenStopAfterMillis;
  const fresh = kind === 'snapshot';
  if (fresh) {
    model.loaded = true;
    model.children = new Map();
    model.events = [];
  }
  if (data.connected || fresh) {
    model.members = data.members;
    model.rebalancingPaused = data.rebalancingPaused;
    (data.gone ?? []).forEach(id => model.children.delete(id));
    data.children.forEach(child => model.children.set(child.id, {...child, sinceMillis: Date.now() - child.forMillis}));
  }
  model.events.push(...data.events.map(event => ({...event, at: new Date(event.at)})));
  if (model.events.length > MOST_EVENTS) {
    model.events.splice(0, model.events.length - MOST_EVENTS);
  }
}

/** How many children are in each state, whatever the filter. */
export function counts() {
  const all = new Map(STATES.map(state => [state, 0]));
  for (const child of model.children.values()) {
    all.set(standing(child), (all.get(standing(child)) ?? 0) + 1);
  }
  return all;
}

export function types() {
  return [...new Set([...model.children.values()].map(child => child.type))].filter(Boolean).sort();
}

function isShown(child) {
  const {text, states, type, node} = model.filter;
  return (states.size === 0 || states.has(standing(child)))
    && (type === '' || child.type === type)
    && (node === '' || (child.node ?? NOWHERE) === node)
    && (text === '' || [child.id, child.type, child.node, child.reason].some(value => value?.toLowerCase().includes(text))
      || hasLabel(child.node, text));
}

function hasLabel(node, text) {
  const member = node && model.members.find(other => other.id === node);
  return Boolean(member) && Object.entries(member.labels).some(([name, value]) => (name + '=' + value).toLowerCase().includes(text));
}

export const isFiltered = () =>
  model.filter.text !== '' || model.filter.states.size > 0 || model.filter.type !== '' || model.filter.node !== '';

const isOnItsNode = child => ['RUNNING', 'STARTING', 'RESTARTING'].includes(child.state);

/** A child of which an earlier run without a lock does not stop. */
export const runsTwice = child => isOnItsNode(child) && Boolean(child.reason?.startsWith('runs twice'));

/** A child that runs, or is about to run again, and has crashed lately. */
export const isCrashing = child => isOnItsNode(child) && Boolean(child.reason) && !runsTwice(child);

/** The state by which a child is coloured, counted and filtered: one that has crashed lately is not healthy. */
export const standing = child => (runsTwice(child) ? 'STUCK' : isCrashing(child) ? 'RESTARTING' : child.state);

/** The lanes from top to bottom, each with its children, ordered by id, and how many there are without the filter. */
export function lanes() {
  const lanes = new Map();
  for (const member of model.members) {
    lanes.set(member.id, {id: member.id, member, children: [], total: 0, states: new Map()});
  }
  for (const child of model.children.values()) {
    const id = child.node ?? NOWHERE;
    if (!lanes.has(id)) {
      lanes.set(id, {id, member: null, children: [], total: 0, states: new Map()});
    }
    const lane = lanes.get(id);
    lane.total++;
    lane.states.set(standing(child), (lane.states.get(standing(child)) ?? 0) + 1);
    if (isShown(child)) {
      lane.children.push(child);
    }
  }
  const sorted = [...lanes.values()].filter(lane => !isFiltered() || lane.children.length > 0 || lane.id === model.filter.node);
  sorted.sort((a, b) => (a.id === NOWHERE) - (b.id === NOWHERE) || (a.id < b.id ? -1 : 1));
  sorted.forEach(lane => lane.children.sort((a, b) => (a.id < b.id ? -1 : 1)));
  return sorted;
}
