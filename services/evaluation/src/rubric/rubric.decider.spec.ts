import { describe, test } from '@jest/globals';
import { authorityId, given } from '@fuhua/testing';
import { rubric } from './rubric.decider.ts';
import { acting, content, draft, drafted, release, released, superseded } from './rubric.suite.ts';

const kunshan = { ...acting, id: authorityId('kunshan') };

describe('a rubric', () => {
  test('is drafted as the version after the newest, in place of an earlier draft', () => {
    given(rubric).when(draft()).then(drafted(1));
    given(rubric, drafted(1)).when(draft()).then(drafted(1));
    given(rubric, drafted(1), released(1, '2024-04-01')).when(draft()).then(drafted(2));
  });

  test('that cannot be used is not drafted', () => {
    given(rubric)
      .when(draft({ content: { ...content, bands: content.bands.slice(0, 1) } }))
      .thenRefused({ code: 'evaluation.rubric-invalid', faults: ['lowest-band-missing'] });
  });

  test('is released from today on, and not from a day before', () => {
    given(rubric, drafted(1)).when(release('2024-03-04')).then(released(1, '2024-03-04'));
    given(rubric, drafted(1))
      .when(release('2024-03-03'))
      .thenRefused('evaluation.days-out-of-order');
  });

  test('takes the place of the version before, from a later day', () => {
    const second = given(rubric, drafted(1), released(1, '2024-04-01'), drafted(2));
    second.when(release('2024-04-02')).then(released(2, '2024-04-02'), superseded(1, '2024-04-02'));
    second.when(release('2024-04-01')).thenRefused('evaluation.days-out-of-order');
  });

  test('is released once it is drafted, and once', () => {
    given(rubric).when(release('2024-04-01')).thenRefused('evaluation.rubric-unknown');
    given(rubric, drafted(1), released(1, '2024-04-01'))
      .when(release('2024-05-01'))
      .thenRefused('evaluation.rubric-not-drafted');
  });

  test('is kept by the authority that made it', () => {
    const refused = { code: 'evaluation.not-competent', competentAuthority: acting.id } as const;
    const standing = given(rubric, drafted(1));
    standing.when(draft({ acting: kunshan })).thenRefused(refused);
    standing.when(release('2024-04-01', kunshan)).thenRefused(refused);
  });
});
