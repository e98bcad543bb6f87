export default () => globalThis.postgresForAll.stop();
