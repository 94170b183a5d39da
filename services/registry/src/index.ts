export { published, registry, serviceOver } from './app.module.ts';
export { configSchema } from './config.ts';
export { person } from './person/person.decider.ts';
