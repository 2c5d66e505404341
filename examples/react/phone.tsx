import { useTrackedNumber } from './use-tracked-number.ts';

export const Phone = () => {
  const { number, display } = useTrackedNumber('+12125550100', '(212) 555-0100');
  return (
    <a id="phone" data-ringpath-skip href={`tel:${number}`}>
      {display}
    </a>
  );
};
