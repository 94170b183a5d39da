import type { Day } from '@fuhua/kernel';
import { openCast } from './sc-01-cast.ts';
import { admitted, reviewed } from './sc-01-entry.ts';
import { evaluated, supported } from './sc-01-term.ts';
import { followedUp, graduated } from './sc-01-graduation.ts';
import { started } from './sc-01-start.ts';
import type { Scenario } from './stage.ts';

/** SC-01: the full path of a case, from the base's operator to the third check after its graduation. */
export const sc01: Scenario = {
  id: 'SC-01',
  title: {
    zh: '完整流程：吴中区邻里助老服务社入驻胥口镇孵化基地',
    en: 'The full path: 吴中区邻里助老服务社 in the base of 胥口镇, 吴中区',
  },
  begins: '2023-12-18' as Day,
  run: async (stage) => {
    const cast = await openCast(stage);
    const incubated = await reviewed(cast);
    await admitted(incubated);
    await started(incubated);
    await supported(incubated);
    await evaluated(incubated);
    await graduated(incubated);
    await followedUp(incubated);
  },
};
