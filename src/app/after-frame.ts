// Work that waits until the frame being made is drawn.
const { port1, port2 } = new MessageChannel();

/** Runs `act` as a task of its own, which the browser takes up after the frame. One at a time: a second call before that takes the place of the first. */
export function afterFrame(act: () => void): void {
  port1.onmessage = act;
  port2.postMessage(null);
}
