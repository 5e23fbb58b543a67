import type { Messages } from '../en.ts';

export const session: Messages['session'] = {
  state: {
    none: 'Kein Schlüssel in diesem Browser',
    refused: 'Der Schlüssel dieses Browsers gilt nicht mehr',
    unsupported: 'Dieser Browser kann keinen Schlüssel halten',
  },
  roles: { admin: 'admin', auditor: 'auditor' },
  reasons: {
    opening: 'Einen Moment: Der Schlüssel dieses Browsers wird gesucht.',
    none: 'Dieser Browser hat keinen Schlüssel. Öffnen Sie zuerst eine Einladung.',
    refused:
      'Der Dienst nimmt den Schlüssel dieses Browsers nicht mehr an. Bitten Sie um eine neue Einladung.',
    unsupported:
      'Dieser Browser kann keinen Schlüssel halten. Nehmen Sie einen anderen oder die Kommandozeile.',
    auditor: (name) => `Der Schlüssel ${name} hat die Rolle auditor: Er darf lesen, nicht ändern.`,
  },
};
