/// <reference path="../css.d.ts" />
import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { FaultState } from './FaultState.js';
import './shell.css';

interface CatchProps {
  readonly children: ReactNode;
  readonly instead: (error: unknown) => ReactNode;
}

/** React tells of failures while drawing only to a class. */
class Catch extends Component<CatchProps, { readonly failure?: { readonly error: unknown } }> {
  override state: { readonly failure?: { readonly error: unknown } } = {};

  static getDerivedStateFromError(error: unknown) {
    return { failure: { error } };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure === undefined ? this.props.children : this.props.instead(failure.error);
  }
}

interface BoundaryProps {
  readonly children: ReactNode;
  /** Where the way home leads: an address of the site, with the folder of the app. */
  readonly homePath?: string;
}

/**
 * Goes around the page inside the frame of an app: a page that fails, or whose code does not come, is replaced by
 * what happened and the ways on, and the next page starts afresh. Needs a router above it.
 */
export function PageErrorBoundary({ children, homePath = '/' }: BoundaryProps) {
  const { pathname } = useLocation();
  return (
    <Catch key={pathname} instead={(error) => <FaultState error={error} homePath={homePath} />}>
      {children}
    </Catch>
  );
}

/** Goes around a whole app: the last net, which needs neither router, theme nor session. */
export function AppErrorBoundary({ children, homePath = '/' }: BoundaryProps) {
  return (
    <Catch
      instead={(error) => (
        <main className="dg-alone">
          <FaultState error={error} homePath={homePath} />
        </main>
      )}
    >
      {children}
    </Catch>
  );
}
