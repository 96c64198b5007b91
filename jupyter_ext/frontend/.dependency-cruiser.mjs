// Which folder may import which, and that no circle of imports arises, not even of types.
const FEATURES = '^src/features/([^/]+)/';

export default {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'api-stands-alone',
      severity: 'error',
      from: { path: '^src/api/' },
      to: { path: '^src/', pathNot: '^src/api/|^src/core/trans' }
    },
    {
      name: 'core-holds-values',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^src/(feed|ui|features|plugins)/' }
    },
    {
      name: 'feed-and-ui-know-no-features',
      severity: 'error',
      from: { path: '^src/(feed|ui)/' },
      to: { path: '^src/(features|plugins)/' }
    },
    {
      name: 'feed-draws-nothing',
      severity: 'error',
      from: { path: '^src/feed/' },
      to: { path: '^src/ui/' }
    },
    {
      name: 'features-know-no-plugins',
      severity: 'error',
      from: { path: FEATURES },
      to: { path: '^src/(plugins/|index)' }
    },
    {
      name: 'features-stand-alone',
      comment: 'But for handoff -> messages and sprint -> contradictions.',
      severity: 'error',
      from: { path: FEATURES, pathNot: '^src/features/(handoff|sprint)/' },
      to: { path: FEATURES, pathNot: '^src/features/$1/' }
    },
    {
      name: 'handoff-may-use-messages',
      severity: 'error',
      from: { path: '^src/features/handoff/' },
      to: { path: FEATURES, pathNot: '^src/features/(handoff|messages)/' }
    },
    {
      name: 'sprint-may-use-contradictions',
      severity: 'error',
      from: { path: '^src/features/sprint/' },
      to: { path: FEATURES, pathNot: '^src/features/(sprint|contradictions)/' }
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, path: '^\\.' }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.d.ts', '.svg'] }
  }
};
