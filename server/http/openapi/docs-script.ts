/** Runs in the documentation page: sends what the fields say to this very service, and writes the same call for curl and Python. */
export const docsScript = `
document.documentElement.classList.add('scripted');
const shownBytes = 4000;
const quoted = (text) => "'" + text.replaceAll("'", "'\\\\''") + "'";
for (const form of document.querySelectorAll('form')) {
  const path = form.dataset.path;
  const out = form.querySelector('output');
  const answer = form.querySelector('.answer');
  const code = form.querySelector('.code');
  const given = () => [...new FormData(form)].filter(([, value]) => value !== '');
  const address = () => {
    const query = String(new URLSearchParams(given()));
    return location.origin + path + (query === '' ? '' : '?' + query);
  };
  const write = () => {
    const lines = given().map(([name, value]) => '    ' + JSON.stringify(name) + ': ' + JSON.stringify(value) + ',');
    const params = lines.length === 0 ? '' : ', params={\\n' + lines.join('\\n') + '\\n}';
    code.textContent = 'curl ' + quoted(address()) + '\\n\\nimport requests\\n\\nr = requests.get("' + location.origin + path + '"' + params + ')\\nr.raise_for_status()';
  };
  write();
  form.addEventListener('input', write);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    out.className = '';
    out.textContent = 'Asking…';
    const began = performance.now();
    try {
      const response = await fetch(address());
      const blob = await response.blob();
      const ms = Math.round(performance.now() - began);
      const type = response.headers.get('content-type') || '';
      out.className = response.ok ? '' : 'bad';
      out.textContent = response.status + ' · ' + type + ' · ' + blob.size.toLocaleString('en') + ' bytes · ' + ms + ' ms';
      answer.hidden = false;
      answer.replaceChildren();
      if (type.startsWith('image/')) {
        const image = new Image();
        image.alt = 'The stamp';
        image.src = URL.createObjectURL(blob);
        answer.append(image);
      } else if (/json|text|csv|xml/.test(type)) {
        const text = await blob.slice(0, shownBytes).text();
        answer.textContent = text + (blob.size > shownBytes ? '…' : '');
      } else {
        answer.textContent = 'Binary: open the address to save it.';
      }
    } catch (error) {
      out.className = 'bad';
      out.textContent = 'No answer: ' + error.message;
    }
  });
}
`.trim();
