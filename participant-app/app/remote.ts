/**
 * The entry of the federated remote. Hosts load the exposed modules instead. The import is dynamic,
 * so that shared packages are resolved before React is loaded.
 */
void import('./EmbeddedDashboard.tsx');
