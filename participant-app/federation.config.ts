import type { moduleFederationPlugin } from '@module-federation/enhanced';

/**
 * The name hosts load this remote by, e.g. `raffleParticipantApp/mount`. It is also a global of the
 * host's page, where an element with the id `raffle` would already have the shorter name.
 */
export const remoteName = 'raffleParticipantApp';

/**
 * What the remote offers, and what it shares with a host: React, once. React Aria is not shared,
 * because a shared package is not tree-shaken. No types are published: the host contract is a file.
 */
export const federation: moduleFederationPlugin.ModuleFederationPluginOptions = {
  name: remoteName,
  filename: 'remoteEntry.js',
  exposes: {
    './RaffleDashboard': './participant-app/RaffleDashboard.tsx',
    './mount': './participant-app/mount.tsx',
  },
  shared: {
    react: { singleton: true, requiredVersion: '^19.0.0' },
    'react-dom': { singleton: true, requiredVersion: '^19.0.0' },
  },
  manifest: true,
  dts: false,
};
