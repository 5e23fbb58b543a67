export const keys = { title: 'Keys', enrol: 'Enrol this browser' };
