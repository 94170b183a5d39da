export { published, evaluation, serviceOver } from './app.module.ts';
export { configSchema } from './config.ts';
export { panelIdOf } from './panel/evaluation-requested.reaction.ts';
export {
  aboutPanel,
  panel,
  panelRequests,
  type CancelPanel,
  type OpenPanelCommand,
  type PanelCommand,
} from './panel/panel.decider.ts';
