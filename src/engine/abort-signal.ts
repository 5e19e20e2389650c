import { transferHandlers, type TransferHandler } from 'comlink';

/** Lets an AbortSignal cross to a worker, by way of a port that speaks once. Imported by both sides. */
const abortSignalHandler: TransferHandler<AbortSignal, MessagePort | null> = {
  canHandle: (value): value is AbortSignal => value instanceof AbortSignal,
  serialize(signal) {
    if (signal.aborted) return [null, []];
    const { port1, port2 } = new MessageChannel();
    signal.addEventListener('abort', () => port1.postMessage(null), { once: true });
    return [port2, [port2]];
  },
  deserialize(port) {
    if (!port) return AbortSignal.abort();
    const controller = new AbortController();
    port.onmessage = () => controller.abort();
    return controller.signal;
  },
};

transferHandlers.set('AbortSignal', abortSignalHandler as TransferHandler<unknown, unknown>); // the map holds handlers of any type
