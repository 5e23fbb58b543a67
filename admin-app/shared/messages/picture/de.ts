import type { Messages } from '../en.ts';

export const picture: Messages['picture'] = {
  hint: 'Ein Foto des Gewinns. Der Ort und andere versteckte Angaben werden vor dem Hochladen entfernt.',
  choose: 'Bild auswählen',
  another: 'Anderes auswählen',
  remove: 'Entfernen',
  preparing: 'Wird hochgeladen …',
  shown: 'Das Bild der Verlosung',
  unreadable:
    'Diese Datei ist kein Bild, das der Browser öffnen kann. Nehmen Sie eine JPEG- oder PNG-Datei.',
  'too-large': 'Dieses Bild ließ sich nicht klein genug machen. Nehmen Sie ein anderes.',
};
