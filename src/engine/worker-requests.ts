/** Tells the page of every request a worker makes, for the Privacy panel: addresses of this site's files, and sizes. */
new PerformanceObserver((list) => {
  const requests = list.getEntriesByType('resource').map((entry) => {
    const { name, encodedBodySize, transferSize } = entry as PerformanceResourceTiming; // the one type observed
    return { url: name, bytes: encodedBodySize, fromHost: transferSize > 0 };
  });
  self.postMessage({ requests }); // comlink passes over what has no id
}).observe({ type: 'resource', buffered: true });

export {};
