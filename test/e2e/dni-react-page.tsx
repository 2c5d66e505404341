import { useState } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { Phone } from '../../examples/react/phone.tsx';

const App = () => {
  const [count, setCount] = useState(0);
  return (
    <main>
      <p id="text">
        {`Call (212) 555-0100, ${count} waiting`}
        <b>{count}</b>
      </p>
      <a id="link" href={`tel:+12125550100;ext=${count}`} aria-label={`Call 212-555-0100, ${count}`}>
        Ring
      </a>
      {count % 2 === 0 ? null : <p id="now-and-then">Or 212.555.0100</p>}
      <Phone />
      <button type="button" id="more" onClick={() => setCount(count + 1)}>
        More
      </button>
    </main>
  );
};

const root = document.querySelector('#app');
if (root?.hasChildNodes()) hydrateRoot(root, <Phone />);
else if (root) createRoot(root).render(<App />);
