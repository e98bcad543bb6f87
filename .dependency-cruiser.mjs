/** Who may import whom; each rule is a sentence, and test/architecture/boundaries.spec.ts makes it a test. */
const notSpec = { pathNot: '\\.spec\\.ts$' };

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'nothing imports in a circle', from: {}, to: { circular: true } },
    {
      name: 'the kernel imports nothing of ours and no package',
      from: { path: '^libs/event-sourcing/src/', ...notSpec },
      to: { pathNot: '^libs/event-sourcing/src/' },
    },
    {
      name: 'contracts import nothing',
      from: { path: '^libs/contracts/src/', ...notSpec },
      to: { pathNot: '^libs/contracts/src/' },
    },
    {
      name: 'shapes know the validators and the kernel, and nothing of the business',
      from: { path: '^libs/shapes/src/', ...notSpec },
      to: { pathNot: '^libs/(shapes|event-sourcing)/src/|node_modules/class-validator/' },
    },
    {
      name: 'what is stored of a thing, and how it stands, knows only its domain, the kernel and the contracts',
      from: {
        path: '^libs/[^/]+/src/domain/.*(events|state|evolve[^/]*|policies|problems|lifecycle|facts)\\.ts$',
        pathNot: '\\.spec\\.ts$',
      },
      to: { pathNot: '^libs/([^/]+)/src/domain/|^libs/event-sourcing/src/|^libs/contracts/src/' },
    },
    {
      name: 'a domain knows only itself, the kernel, the contracts and, for its commands, the validators and the shapes',
      from: { path: '^libs/[^/]+/src/domain/', ...notSpec },
      to: {
        pathNot:
          '^libs/([^/]+)/src/domain/|^libs/event-sourcing/src/|^libs/contracts/src/|^libs/shapes/src/index\\.ts$|node_modules/(class-(validator|transformer)|reflect-metadata)/',
      },
    },
    {
      name: 'projections read events, never decisions or states',
      from: { path: '^libs/[^/]+/src/projections/', ...notSpec },
      to: {
        path: '/domain/.*(decide|evolve|state|polic|conditions|commands)[^/]*\\.ts$|^libs/[^/]+/src/http/|^libs/(event-store|read-store|event-sourcing-nest)/|node_modules/',
      },
    },
    {
      name: 'views of who is who read events, posts and roles',
      from: { path: '^libs/identity/src/projections/', ...notSpec },
      to: { path: '^libs/identity/src/domain/', pathNot: '/(\\w+/events|person/posts|roles)\\.ts$' },
    },
    {
      name: 'http never decides and never reaches a store',
      from: { path: '^libs/[^/]+/src/http/', ...notSpec },
      to: { path: '/domain/.*(decide|evolve|state)[^/]*\\.ts$|^libs/(event-store|read-store)/' },
    },
    {
      name: 'the decisions of a body and of a meeting are for their decider and for what gathers the facts',
      from: { path: '^libs/decision/src/(?!domain/|facts/|(index|subjects)\\.ts$)', ...notSpec },
      to: {
        path: '^libs/decision/src/domain/(body|meeting)/(?!(body|meeting|commands|events|membership|record|state)\\.ts$)',
      },
    },
    {
      name: 'stores know the kernel and drivers, no context',
      from: { path: '^libs/(event-store|read-store)/src/', ...notSpec },
      to: { path: '^libs/(?!event-store/|read-store/|event-sourcing/|contracts/|postgres/|files/)' },
    },
    {
      name: 'what is known of files and their bytes imports nothing of ours',
      from: { path: '^libs/files/src/', ...notSpec },
      to: { path: '^libs/(?!files/)' },
    },
    {
      name: 'what is shared over PostgreSQL knows the kernel and the driver, no store and no context',
      from: { path: '^libs/postgres/src/', ...notSpec },
      to: { path: '^libs/(?!postgres/|event-sourcing/)' },
    },
    {
      name: 'integrity stands above the port: it knows the kernel, and no store and no context',
      from: { path: '^libs/integrity/src/', ...notSpec },
      to: { path: '^libs/(?!integrity/|event-sourcing/)|node_modules/' },
    },
    {
      name: 'the Nest side of the kernel knows no context and no driver',
      from: { path: '^libs/event-sourcing-nest/src/', ...notSpec },
      to: { path: '^libs/(?!event-sourcing-nest/|event-sourcing/|contracts/|shapes/)' },
    },
    {
      name: 'documents know words, paper and typefaces, and nothing of the business',
      from: { path: '^libs/documents/src/', ...notSpec },
      to: { path: '^libs/(?!documents/|event-sourcing/)' },
    },
    {
      name: 'libs are entered by their front door',
      from: { path: '^(?:apps|libs)/([^/]+)/', ...notSpec },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts$|(?:testing|reading)/index\\.ts$)', pathNot: '^libs/$1/' },
    },
    {
      name: 'the command line uses the server only for the configuration and to serve',
      from: { path: '^apps/cli/' },
      to: { path: '^apps/server/src/(?!config\\.|serve\\.)' },
    },
    {
      name: 'composition is used by the programs and knows none of them',
      from: { path: '^apps/composition/' },
      to: { path: '^apps/(?!composition/)' },
    },
    { name: 'libs never import apps', from: { path: '^libs/' }, to: { path: '^apps/' } },
    { name: 'no program imports a test', from: { path: '^(apps|libs)/', ...notSpec }, to: { path: '^test/' } },
    {
      name: 'programs use only declared runtime packages',
      from: { path: '^(apps|libs)/', ...notSpec },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'undetermined'], pathNot: '^node:' },
    },
    { name: 'every import resolves', from: {}, to: { couldNotResolve: true, pathNot: '^node:' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|^test/bench/peers/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
