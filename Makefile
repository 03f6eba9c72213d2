# Shingan.  For a newcomer: `make examine` and `make test`.  `make help` lists the rest.
MAIL    ?= examples/kagoya.eml
UILANG  ?= ja
TIME    ?= 60
CORPUS  ?= tests/golden
DESTDIR ?=
PREFIX  ?= /usr/local
SANITIZED = -Db_sanitize=address,undefined -Db_lundef=false

.PHONY: all help examine test lint tidy fuzz bench bench-hostile bless new-check install deb intel map clean

all: build/build.ninja
	ninja -C build

build/build.ninja:
	meson setup build --prefix $(PREFIX)

build-san/build.ninja:
	meson setup build-san $(SANITIZED)

build-fuzz/build.ninja:
	@tools/install-packages build tools
	CC=clang-14 CXX=clang++-14 meson setup build-fuzz -Dfuzz=true $(SANITIZED)

help:
	@echo 'make                     build into build/ (the program is build/shingan)'
	@echo 'make examine             install what is missing, build, examine a mail: MAIL=path UILANG=ja|en'
	@echo 'make test                install what is missing, build with sanitizers, run every test'
	@echo 'make lint | tidy         what a tool can decide about the code | clang-tidy over src/'
	@echo 'make fuzz NAME=mail      fuzz one target for TIME=60 seconds'
	@echo 'make bench CORPUS=dir    instructions and microseconds a mail, split by room'
	@echo 'make bench-hostile       milliseconds and megabytes of each hostile mail of the tests'
	@echo 'make bless               accept what the golden tests see now'
	@echo 'make new-check NAME=...  a check from its template'
	@echo 'make install             DESTDIR=, PREFIX=/usr/local'
	@echo 'make deb                 Debian packages into build-deb/'
	@echo 'make intel               refresh the country table and the suffix list, add network names'
	@echo 'make map                 draw the map of the HTML report (node, npm); examine and test do so too'
	@echo 'make clean'

examine:
	@tools/install-packages build map
	@tools/world-map/make
	@{ $(MAKE) --no-print-directory build/build.ninja && ninja -C build shingan; } >build.log 2>&1 || { cat build.log; exit 1; }
	@rm -f build.log; build/shingan intel compile 2>/dev/null || true
	@build/shingan examine --lang $(UILANG) $(MAIL); status=$$?; \
	  if [ $$status -ge 64 ]; then exit $$status; fi

test:
	@tools/install-packages build test map
	@tools/world-map/make
	$(MAKE) --no-print-directory build-san/build.ninja
	ninja -C build-san
	@build-san/shingan intel compile 2>/dev/null || true
	@tools/run-tests build-san

lint: build/build.ninja
	meson test -C build --suite lint --no-rebuild

tidy: build/build.ninja
	@tools/install-packages tools
	tools/tidy build

fuzz: build-fuzz/build.ninja
	@tools/fuzz $(NAME) $(TIME)

bench: all
	@tools/install-packages tools
	bench/run $(CORPUS)

bench-hostile: all
	bench/hostile build/shingan

bless: all
	SHINGAN_DATA=data python3 -B tests/golden/golden.py build/shingan tests --bless

new-check:
	tools/new-check $(NAME)

# A folder that was set up before, by make examine say, may have another prefix.
install: build/build.ninja
	meson configure build --prefix $(PREFIX) --sysconfdir /etc
	ninja -C build
	DESTDIR=$(DESTDIR) meson install -C build --no-rebuild

deb:
	@tools/install-packages build package map
	@tools/world-map/make
	tools/make-deb build-deb

map:
	@tools/install-packages map
	@tools/world-map/make

intel:
	tools/refresh-intel

clean:
	rm -rf build build-san build-clang build-fuzz build-deb
