import type { Messages } from '../en.ts';

export const session: Messages['session'] = {
  state: {
    none: 'Nicht angemeldet',
    refused: 'Dieses Gerät wird nicht mehr akzeptiert',
    unsupported: 'Mit diesem Browser können Sie sich nicht anmelden',
  },
  roles: { admin: 'Veranstalter', seller: 'Verkäufer', auditor: 'Prüfer' },
  prompt: {
    none: 'Sie sind nicht angemeldet',
    refused: (name) => `Der Dienst akzeptiert dieses Gerät (${name}) nicht mehr`,
    how: 'Bitten Sie einen Veranstalter um eine Einladung und öffnen Sie ihren Link in diesem Browser. Ein Link gilt einmal.',
    byOperator: 'Veranstalter erstellen Einladungen unter „Personen“.',
    byStart: 'Auf Ihrem eigenen Rechner gibt npm start neben „Admin“ eine aus.',
    byCommand: 'Oder erstellen Sie eine auf der Kommandozeile:',
    unsupported: 'Mit diesem Browser können Sie sich nicht anmelden',
    unsupportedText:
      'Zum Anmelden brauchen Sie Chrome 137, Firefox 129, Safari 17 oder neuer, über https oder auf diesem Rechner. In manchen privaten Fenstern geht es nicht.',
    commandLine: 'Die Kommandozeile kann alles, was diese App kann:',
  },
  reasons: {
    opening: 'Einen Moment: Es wird geprüft, ob Sie angemeldet sind.',
    none: 'Sie sind nicht angemeldet. Öffnen Sie zuerst eine Einladung.',
    refused: 'Der Dienst akzeptiert dieses Gerät nicht mehr. Bitten Sie um eine neue Einladung.',
    unsupported:
      'Mit diesem Browser können Sie sich nicht anmelden. Nehmen Sie einen anderen oder die Kommandozeile.',
    seller: (name) =>
      `Dieses Gerät (${name}) darf nur Lose verkaufen. Fragen Sie einen Veranstalter.`,
    auditor: (name) =>
      `Sie sind als ${name} (auditor) angemeldet. Mit dieser Rolle können Sie alles ansehen, aber nichts ändern.`,
  },
};
