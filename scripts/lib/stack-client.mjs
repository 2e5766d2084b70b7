// usage: node --experimental-websocket stack-client.mjs PORT: stops the Node process whose inspector listens there, and prints its stack with
// the values at the top, innermost first. Works in an endless loop, for the inspector has a thread of its own.
import { setTimeout as sleep } from 'node:timers/promises';

const framesAtMost = 25;
const framesWithValues = 3;

/** Asked until it listens: whoever starts this sends the signal that opens it at the same time. */
async function address() {
  for (;;) {
    try {
      const response = await fetch(`http://127.0.0.1:${process.argv[2]}/json/list`);
      const [{ webSocketDebuggerUrl }] = await response.json();
      return webSocketDebuggerUrl;
    } catch {
      await sleep(50);
    }
  }
}

const socket = new WebSocket(await address());
const waiting = new Map();
const urls = new Map();
let asked = 0;

const ask = (method, params = {}) =>
  new Promise((resolve) => {
    waiting.set(++asked, resolve);
    socket.send(JSON.stringify({ id: asked, method, params }));
  });

/** Local names with their values, cut short. */
async function valuesAt({ scopeChain }) {
  const locals = scopeChain.filter(({ type }) => type === 'local' || type === 'block');
  const found = await Promise.all(
    locals.map(({ object }) => ask('Runtime.getProperties', { objectId: object.objectId, generatePreview: true })),
  );
  const text = ({ name, value: { unserializableValue, value, preview, description } }) =>
    `${name} = ${unserializableValue ?? value ?? preview?.properties.map((one) => one.value).join(' ') ?? description}`;
  const values = found.flatMap(({ result }) => result).filter(({ value }) => value && value.type !== 'function');
  return values.map((one) => text(one).slice(0, 120)).join(', ');
}

async function print(frames) {
  for (const [depth, frame] of frames.slice(0, framesAtMost).entries()) {
    const { functionName, location } = frame;
    const url = frame.url || urls.get(location.scriptId);
    const values = depth < framesWithValues ? `   ${await valuesAt(frame)}` : '';
    process.stdout.write(`${functionName || '(no name)'} ${url}:${location.lineNumber + 1}${values}\n`);
  }
  process.exit();
}

socket.addEventListener('message', ({ data }) => {
  const { id, method, params, result } = JSON.parse(data);
  waiting.get(id)?.(result);
  if (method === 'Debugger.scriptParsed') urls.set(params.scriptId, params.url);
  if (method === 'Debugger.paused') void print(params.callFrames);
});
socket.addEventListener('open', () => {
  void ask('Debugger.enable');
  void ask('Debugger.pause');
});
