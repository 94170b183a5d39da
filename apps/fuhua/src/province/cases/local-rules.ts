import { addDays, type Day, type EventId } from '@fuhua/kernel';
import {
  aboutLocalRules,
  localRules,
  type CompanionKind,
  type LocalRuleId,
  type LocalRulesCommand,
  type Sections,
} from '@fuhua/incubation';
import { uuidOf } from '@fuhua/platform/handle';
import type { Authority } from '@fuhua/rules';
import { between, happens, randomOf, seedOf } from '../../random.ts';
import { nameOf, type Offices } from '../offices.ts';
import { eventOf, later, storyOf, type AnyStory, type Writer } from '../story.ts';
import { FILE } from './telling.ts';

/** A bureau's own rules, adopted in the months after the guidance took effect; some lack a companion system. */

export interface LocalRulesTold {
  readonly story: AnyStory;
  readonly effectiveFrom: Day;
  readonly adopted: EventId;
  readonly publishedOn: Day;
  readonly sections: readonly string[];
}

const FIRST_RULE_SET = '2023-10-11' as Day;
const COMPANION_PART = 0.85;
const companions: Readonly<Record<CompanionKind, string>> = {
  'third-party-operation': '第三方运营管理制度',
  'entry-review': '入壳申报审核制度',
  'incubation-evaluation': '孵化评估细则',
  'graduation-standard': '出壳评估标准',
};
const sections: Sections = {
  'service-content': '场地、能力建设、财务指导、培训、信息、对接和项目督导。',
  'entry-conditions': '依法登记或备案，近两年无年检和处罚问题。',
  'application-procedure': '申请、受理、初审、评审、决定、公示、签约。',
  'incubation-term': '按发展阶段六至十二个月，可延期一次。',
  'incubation-flow': '入壳、方案、中期评估、出壳评估、跟踪。',
};

export async function localRulesOf(
  writer: Writer,
  offices: Offices,
  bureau: Authority,
  from: Day,
): Promise<LocalRulesTold> {
  const { id, division } = bureau;
  const random = randomOf(seedOf(writer.seed, 'local rules', id));
  const story = storyOf(writer, localRules, id, { about: aboutLocalRules });
  const by = offices.officerOf(bureau);
  const name = nameOf(division, from);
  let on = addDays(later(from, FIRST_RULE_SET), between(10, 40, random));
  const adopt = async (kind: CompanionKind | 'operating-rules', title: string) => {
    const rule = uuidOf('province', String(writer.seed), 'rule', id, kind) as LocalRuleId;
    const whole = kind === 'operating-rules' ? { sections } : {};
    const act = { authority: id, rule, acting: bureau, today: on };
    const draft: LocalRulesCommand = {
      ...{ ...act, type: 'DraftLocalRule' },
      given: { kind, title: `${name}${title}（测试）`, ...whole, files: [FILE] },
    };
    await story.tell({ on, by, command: draft });
    const number = `${name}民规〔${on.slice(0, 4)}〕${String(between(1, 99, random))}号`;
    const days = { adoptedOn: on, publishedOn: on, effectiveFrom: on };
    const given = { number, ...days, files: [FILE] };
    return story.tell({ on, by, command: { ...act, type: 'AdoptLocalRule', given } });
  };
  const publishedOn = on;
  const adopted = await adopt('operating-rules', '社会组织孵化基地运营规程');
  for (const [kind, title] of Object.entries(companions) as [CompanionKind, string][]) {
    on = addDays(on, between(1, 30, random));
    if (happens(COMPANION_PART, random)) await adopt(kind, title);
  }
  const { id: event } = eventOf(adopted, 'LocalRuleAdopted');
  const told = { story, effectiveFrom: publishedOn, adopted: event, publishedOn };
  return { ...told, sections: Object.keys(sections) };
}
