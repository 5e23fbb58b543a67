import type { moduleFederationPlugin } from '@module-federation/enhanced';

/**
 * The name by which hosts load this remote, e.g. `raffleParticipantApp/mount`. It is also a global
 * of the host's page, so it must not be the id of an element there, such as `raffle`.
 */
export const remoteName = 'raffleParticipantApp';

/** What hosts can load. The types are in `shared/host-contract.ts` and are not published. */
export const federation: moduleFederationPlugin.ModuleFederationPluginOptions = {
  name: remoteName,
  filename: 'remoteEntry.js',
  exposes: {
    './RaffleDashboard': './participant-app/app/EmbeddedDashboard.tsx',
    './mount': './participant-app/app/mount.tsx',
  },
  manifest: true,
  dts: false,
};

const anyReact19 = { requiredVersion: '^19.0.0' } as const;

/**
 * Packages taken from a host that shares them: React 19. Otherwise the remote uses its own copy. The
 * remote does not provide React, which would replace an older one of the host, and does not require
 * a singleton, which would make an older one of the host an error.
 */
export const consumedFromHost: Readonly<Record<string, typeof anyReact19>> = {
  react: anyReact19,
  'react-dom': anyReact19,
  'react-dom/client': anyReact19,
};
