import type { PublicLocalRulesEvent, Publish } from '@fuhua/contracts';
import type { LocalRulesEvent } from './localrules.events.ts';

/** Rules are public once adopted: others learn which there are and when they hold; what they say is read here. */
export const publishLocalRules: Publish<LocalRulesEvent, PublicLocalRulesEvent> = ({
  type,
  data,
}) => {
  switch (type) {
    case 'LocalRuleDrafted':
      return 'private';
    case 'LocalRuleAdopted': {
      const { authority, rule, division, title, number, adoptedOn, publishedOn, effectiveFrom } =
        data;
      const document = { authority, rule, division, title, number };
      return { type, data: { ...document, adoptedOn, publishedOn, effectiveFrom } };
    }
    case 'CompanionRuleAdopted': {
      const { authority, rule, division, kind, title, number } = data;
      const { adoptedOn, publishedOn, effectiveFrom } = data;
      const document = { authority, rule, division, kind, title, number };
      return { type, data: { ...document, adoptedOn, publishedOn, effectiveFrom } };
    }
    case 'LocalRuleSuperseded':
      return { type, data };
    case 'LocalRuleRepealed': {
      const { authority, rule, kind, on, number } = data;
      return { type, data: { authority, rule, kind, on, number } };
    }
  }
};
