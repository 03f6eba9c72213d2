"""A headless Chromium, told what to do through its chromedriver (W3C WebDriver and Chrome's own commands), without any library."""
import base64, json, os, pathlib, shutil, socket, subprocess, time, urllib.request

FLAGS = ['--headless=new', '--disable-gpu', '--hide-scrollbars', '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--disable-sync', '--force-device-scale-factor=1']

def is_there():
    return shutil.which('chromedriver') and shutil.which('chromium')

class Browser:
    def __enter__(self):
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            self.port = s.getsockname()[1]
        self.driver = subprocess.Popen(['chromedriver', f'--port={self.port}'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        flags = FLAGS + (['--no-sandbox'] if os.geteuid() == 0 else [])   # its sandbox refuses root
        wanted = {'browserName': 'chrome', 'goog:loggingPrefs': {'performance': 'ALL'},
                  'goog:chromeOptions': {'binary': shutil.which('chromium'), 'args': flags}}
        for attempt in range(100):
            try:
                self.session = None
                self.session = self._post('/session', {'capabilities': {'alwaysMatch': wanted}})['sessionId']
                return self
            except ConnectionError:
                time.sleep(0.1)
            except urllib.error.URLError:
                time.sleep(0.1)
        self.__exit__()
        raise RuntimeError('chromedriver does not answer')

    def __exit__(self, *_):
        if self.session:
            self._call('DELETE', '')
        self.driver.terminate()
        self.driver.wait(10)

    def _post(self, path, body):
        return self._call('POST', path, body)

    def _call(self, method, path, body=None):
        base = f'http://127.0.0.1:{self.port}' + (f'/session/{self.session}' if self.session else '')
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(base + path, data, {'Content-Type': 'application/json'}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)['value']

    def command(self, name, **params):
        """One of the Chrome DevTools Protocol."""
        return self._post('/goog/cdp/execute', {'cmd': name, 'params': params})

    def look(self, width=1280, height=900, scheme='light', media=''):
        self.command('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.command('Emulation.setEmulatedMedia', media=media, features=[{'name': 'prefers-color-scheme', 'value': scheme}])

    def open(self, path, fragment=''):
        self._post('/url', {'url': pathlib.Path(path).as_uri() + fragment})

    def run(self, script):
        """What the body of a function gives that runs in the page, whatever the page's own policy forbids."""
        return self._post('/execute/sync', {'script': script, 'args': []})

    def key(self, name, code):
        for kind in ('keyDown', 'keyUp'):
            self.command('Input.dispatchKeyEvent', type=kind, key=name, code=name, windowsVirtualKeyCode=code)

    def requests(self):
        """The addresses asked for since the last call."""
        said = [json.loads(e['message'])['message'] for e in self._post('/se/log', {'type': 'performance'})]
        return [m['params']['request']['url'] for m in said if m['method'] == 'Network.requestWillBeSent']

    def picture(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self.command('Page.captureScreenshot')['data']))

    def paper(self, path):
        pdf = self.command('Page.printToPDF', printBackground=True, paperWidth=8.27, paperHeight=11.69)['data']
        pathlib.Path(path).write_bytes(base64.b64decode(pdf))
