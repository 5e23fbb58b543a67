import { Component, type ReactNode } from 'react';

export interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** Rendered in place of the children. `retry` renders the children again. */
  readonly renderFallback: (error: unknown, retry: () => void) => ReactNode;
  readonly onCatch?: () => void;
}

interface ErrorBoundaryState {
  readonly caught: { readonly error: unknown } | undefined;
}

/** Catches errors that its children throw while rendering. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { caught: { error } };
  }

  override state: ErrorBoundaryState = { caught: undefined };

  override componentDidCatch(): void {
    this.props.onCatch?.();
  }

  override render() {
    const { caught } = this.state;
    if (caught === undefined) return this.props.children;
    return this.props.renderFallback(caught.error, () => this.setState({ caught: undefined }));
  }
}
