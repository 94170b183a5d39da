export { ConfigError, readConfig } from './read-config.ts';
export { authVariables, httpVariables, storeVariables } from './variables.ts';
