export default {
  files: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
  extensions: { ts: 'module', tsx: 'module' },
  nodeArguments: ['--import=./tests/support/typescript.js'],
  workerThreads: false,
  timeout: '10m',
};
