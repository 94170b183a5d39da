/** What the promise gives, unless the signal comes first. @throws the signal's reason, at once */
export async function unlessAborted<T>(running: Promise<T>, signal: AbortSignal): Promise<T> {
  running.catch(() => undefined);
  const heard = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const give = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', give, { once: true, signal: heard.signal });
    if (signal.aborted) give();
  });
  try {
    return await Promise.race([running, aborted]);
  } finally {
    heard.abort();
  }
}
