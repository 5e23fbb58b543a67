export default {
  files: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
  extensions: { ts: 'module', tsx: 'module' },
  nodeArguments: ['--import=tsx', '--import=./tests/support/css-modules.js'],
  workerThreads: false,
  timeout: '2m',
};
