/**
 * The remote's own entry. It has no page; what hosts load are the exposed modules. The import is
 * asynchronous so that sharing is settled before React is touched.
 */
void import('./bootstrap.tsx');
