import { describe, expect, test } from '@jest/globals';
import { given } from '@fuhua/testing';
import { aboutLocalRules, localRules, type LocalRulesCommand } from './localrules.decider.ts';
import {
  companionRuleAdopted,
  localRuleAdopted,
  localRuleDrafted,
  localRuleRepealed,
  localRuleSuperseded,
  type LocalRuleId,
} from './localrules.events.ts';
import {
  act,
  adoption,
  day,
  file,
  first,
  of,
  second,
  sections,
  suzhou,
  title,
} from './localrules.suite.ts';

const files = [file];
const operating = { kind: 'operating-rules' as const, title, sections, files };
const review = { kind: 'entry-review' as const, title: '入壳评审办法（测试）', files };
const drafted = localRuleDrafted({ ...of, ...operating });
const draftedAs = (rule: LocalRuleId) => localRuleDrafted({ ...of, rule, ...operating });
const adopted = localRuleAdopted({ ...of, title, sections, ...adoption });
const adopt = (more: object = {}, days: object = {}): LocalRulesCommand => ({
  ...{ ...act, type: 'AdoptLocalRule', ...more },
  given: { ...adoption, ...days },
});
const repeal = (on: string, rule = first): LocalRulesCommand => ({
  ...{ ...act, rule, type: 'RepealLocalRule' },
  given: { on: day(on), reason: '机构改革（测试）', number: '吴民〔2025〕1号' },
});

describe('rules are drafted', () => {
  test('with sections that may be empty still, and drafted anew', () => {
    const unfinished = { ...operating, sections: { ...sections, 'incubation-flow': '' } };
    const written = localRuleDrafted({ ...of, ...unfinished });
    given(localRules)
      .when({ ...act, type: 'DraftLocalRule', given: unfinished })
      .then(written);
    given(localRules, written)
      .when({ ...act, type: 'DraftLocalRule', given: operating })
      .then(drafted);
  });

  test('by the authority whose they are alone', () => {
    given(localRules)
      .when({ ...act, acting: suzhou, type: 'DraftLocalRule', given: operating })
      .thenRefused({ code: 'incubation.not-competent', competentAuthority: act.authority });
  });

  test('of one kind, and with sections where the kind has them', () => {
    given(localRules, drafted)
      .when({ ...act, type: 'DraftLocalRule', given: review })
      .thenRefused('incubation.local-rule-of-other-kind');
    given(localRules)
      .when({ ...act, type: 'DraftLocalRule', given: { ...review, sections } })
      .thenRefused('incubation.local-rule-sections-mismatch');
    given(localRules)
      .when({ ...act, type: 'DraftLocalRule', given: { ...review, kind: 'operating-rules' } })
      .thenRefused('incubation.local-rule-sections-mismatch');
  });

  test('not once they are adopted', () => {
    given(localRules, drafted, adopted)
      .when({ ...act, type: 'DraftLocalRule', given: operating })
      .thenRefused('incubation.local-rule-already-adopted');
  });
});

describe('rules are adopted', () => {
  test('with all five sections', () => {
    given(localRules, drafted).when(adopt()).then(adopted);
  });

  test('not with one that is empty: those are named in their order', () => {
    const lacking = { ...sections, 'incubation-flow': '', 'entry-conditions': '' };
    given(localRules, localRuleDrafted({ ...of, ...operating, sections: lacking }))
      .when(adopt())
      .thenRefused({
        code: 'incubation.local-rule-sections-empty',
        sections: ['entry-conditions', 'incubation-flow'],
      });
  });

  test('companion systems without sections', () => {
    given(localRules, localRuleDrafted({ ...of, ...review }))
      .when(adopt())
      .then(
        companionRuleAdopted({ ...of, kind: 'entry-review', title: review.title, ...adoption }),
      );
  });

  test('once, and not without a draft', () => {
    given(localRules).when(adopt()).thenRefused('incubation.local-rule-unknown');
    given(localRules, drafted)
      .when(adopt({ rule: second }))
      .thenRefused('incubation.local-rule-unknown');
    given(localRules, drafted, adopted)
      .when(adopt())
      .thenRefused('incubation.local-rule-already-adopted');
  });

  test.each([
    [{ publishedOn: '2024-03-05' }, 'incubation.day-in-future'],
    [{ publishedOn: '2024-02-25' }, 'incubation.days-out-of-order'],
    [{ effectiveFrom: '2024-02-29' }, 'incubation.days-out-of-order'],
  ] as const)('not with %o', (days, code) => {
    given(localRules, drafted).when(adopt({}, days)).thenRefused(code);
  });

  test.each([{ publishedOn: '2024-03-04' }, { effectiveFrom: '2024-03-01' }])(
    'but with %o',
    (days) => {
      given(localRules, drafted)
        .when(adopt({}, days))
        .then(localRuleAdopted({ ...adopted.data, ...(days as object) }));
    },
  );
});

describe('a new version', () => {
  const later = { effectiveFrom: day('2024-04-02') };

  test('takes the place of the one in force, from its first day', () => {
    given(localRules, drafted, adopted, draftedAs(second))
      .when(adopt({ rule: second }, later))
      .then(
        localRuleAdopted({ ...adopted.data, rule: second, ...later }),
        localRuleSuperseded({
          ...{ authority: of.authority, rule: first, kind: 'operating-rules' },
          ...{ by: second, on: later.effectiveFrom },
        }),
      );
  });

  test('begins after the one in force', () => {
    given(localRules, drafted, adopted, draftedAs(second))
      .when(adopt({ rule: second }))
      .thenRefused('incubation.days-out-of-order');
  });

  test('may begin on the day on which another was repealed', () => {
    const repealed = localRuleRepealed({
      ...{ authority: of.authority, rule: first, kind: 'operating-rules' },
      ...{ on: later.effectiveFrom, reason: '（测试）', number: '1号' },
    });
    const standing = given(localRules, drafted, adopted, repealed, draftedAs(second));
    standing
      .when(adopt({ rule: second }, later))
      .then(localRuleAdopted({ ...adopted.data, rule: second, ...later }));
    standing.when(adopt({ rule: second })).thenRefused('incubation.days-out-of-order');
  });
});

describe('rules are repealed', () => {
  test('from their first day on', () => {
    given(localRules, drafted, adopted)
      .when(repeal('2024-04-01'))
      .then(
        localRuleRepealed({
          ...{ authority: of.authority, rule: first, kind: 'operating-rules' },
          ...{ on: day('2024-04-01'), reason: '机构改革（测试）', number: '吴民〔2025〕1号' },
        }),
      );
    given(localRules, drafted, adopted)
      .when(repeal('2024-03-31'))
      .thenRefused('incubation.days-out-of-order');
  });

  test('once, and only what was adopted', () => {
    const { state } = given(localRules, drafted, adopted).when(repeal('2024-05-01'));
    expect(localRules.decider.decide(repeal('2024-06-01'), state)).toMatchObject({
      refusal: { code: 'incubation.local-rule-not-in-force' },
    });
    given(localRules, drafted)
      .when(repeal('2024-05-01'))
      .thenRefused('incubation.local-rule-unknown');
  });
});

test('events are about the division of the authority', () => {
  const about = { division: of.division };
  expect(aboutLocalRules({ stage: 'none' }, [drafted])).toEqual(about);
  expect(aboutLocalRules(given(localRules, drafted).state, [])).toEqual(about);
});
