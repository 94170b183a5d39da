export { registry, serviceOver } from './app.module.ts';
export { configSchema } from './config.ts';
export { person } from './person/person.decider.ts';
export { publishPerson } from './person/person.publish.ts';
