import { problem, problemTable, told } from '@fuhua/platform/http';

const CODE = 'incubation.not-yet-known';
/** Registry's topic is usually told within a second. */
const RETRY_AFTER_SECONDS = 2;

export const directoryProblems = problemTable({
  [CODE]: {
    ...told(409, '本服务尚未获知该基地或组织', 'The base or organization is not known here yet', {
      zh: '{subject}：登记后请稍后重试；如从未登记，请先登记',
      en: '{subject}: if it was just recorded, try again; if it never was, record it first',
    }),
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  },
});

/** Of every route that asks for a base or an organization. */
export const directoryCodes = Object.keys(directoryProblems);

const WAIT_MS_MAX = 2_000;
const ASK_EVERY_MS = 50;

/**
 * What registry has told of a base or an organization; it may have been recorded there a moment ago, so it is waited for,
 * for 2 s of real time.
 * @param ask answers undefined while it is not known, and for one that was not there on the day asked
 * @param subject `base <id>`: told to the caller
 * @throws ProblemError 409 `incubation.not-yet-known`
 */
export async function onceTold<Known>(
  subject: string,
  ask: () => Promise<Known | undefined>,
): Promise<Known> {
  const until = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const known = await ask();
    if (known !== undefined) return known;
    if (performance.now() > until) throw problem(CODE, { subject });
    await delay(ASK_EVERY_MS);
  }
}

const delay = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
