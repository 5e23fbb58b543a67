import type { Messages } from '../en.ts';

export const session: Messages['session'] = {
  state: {
    none: 'Kein Schlüssel in diesem Browser',
    refused: 'Der Schlüssel dieses Browsers gilt nicht mehr',
    unsupported: 'Dieser Browser kann keinen Schlüssel halten',
  },
  roles: { admin: 'admin', auditor: 'auditor' },
  getIn: {
    none: 'Dieser Browser hat noch keinen Schlüssel',
    refused: (name) => `Der Dienst nimmt den Schlüssel dieses Browsers, ${name}, nicht mehr an`,
    how: 'Wer hier einen Schlüssel hat, kann Sie einladen. Öffnen Sie den Link der Einladung in diesem Browser; er gilt 15 Minuten, einmal.',
    byOperator: 'Ein Betreiber macht eine unter „Schlüssel“.',
    byStart: 'Auf Ihrem eigenen Rechner gibt npm start neben „Admin“ eine aus.',
    byCommand: 'Oder auf der Kommandozeile:',
    unsupported: 'Dieser Browser kann keinen Schlüssel halten',
    unsupportedText:
      'Aufträge werden mit einem Ed25519-Schlüssel signiert, der den Browser nie verlässt. Chrome 137, Firefox 129 und Safari 17 können einen halten, neuere auch, wenn die Seite über https oder von diesem Rechner kommt. Manche privaten Fenster können es nicht.',
    commandLine: 'Die Kommandozeile kann alles, was diese App kann, mit denselben Worten:',
  },
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
