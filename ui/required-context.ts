import { createContext, useContext, type Context } from 'react';

/** A context whose hook throws if there is no provider above the component. */
export function createRequiredContext<Value>(
  name: string,
): readonly [Context<Value | undefined>, () => Value] {
  const context = createContext<Value | undefined>(undefined);
  const useValue = () => {
    const value = useContext(context);
    if (value === undefined) throw new Error(`${name} is missing above this component.`);
    return value;
  };
  return [context, useValue];
}
