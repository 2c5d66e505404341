import { useCallback, useSyncExternalStore } from 'react';

interface ShownNumber {
  /** The business's own number, E.164. */
  readonly from: string;
  /** The number to dial, E.164. */
  readonly number: string;
  /** The same for people to read. */
  readonly display: string;
}

interface Ringpath {
  readonly getNumber: (target: string) => ShownNumber | null | undefined;
  readonly onNumber: (callback: (shown: ShownNumber) => void) => () => void;
}

const ringpath = (): Ringpath | undefined => (window as Window & { ringpath?: Ringpath }).ringpath;

/** Calls back whenever any number changes, also when the script arrives later than the component. */
const subscribe = (changed: () => void): (() => void) => {
  let end = ringpath()?.onNumber(changed);
  const arrived = (): void => {
    end ??= ringpath()?.onNumber(changed);
    changed();
  };
  document.addEventListener('ringpath', arrived);
  return () => {
    document.removeEventListener('ringpath', arrived);
    end?.();
  };
};

/**
 * The number to show for `own` (E.164): the visitor's once it is known, until then and on the server the
 * own one, written as `ownDisplay`. Put `data-ringpath-skip` on the element, so that only React writes it.
 */
export const useTrackedNumber = (own: string, ownDisplay = own): Pick<ShownNumber, 'number' | 'display'> => {
  // A snapshot has to be equal while nothing changed, so it is a text and no object.
  const snapshot = useCallback((): string => {
    const shown = ringpath()?.getNumber(own);
    return shown && shown.number !== own ? `${shown.number} ${shown.display}` : '';
  }, [own]);
  const shown = useSyncExternalStore(subscribe, snapshot, () => '');
  const [number = '', ...display] = shown.split(' ');
  return shown ? { number, display: display.join(' ') } : { number: own, display: ownDisplay };
};
