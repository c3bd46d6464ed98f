# An exact version and its bytes; `docker buildx imagetools inspect node:24.21.0-slim` shows the digest.
ARG NODE_IMAGE=node:24.21.0-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY . .
# Nothing that a package brings runs while it is installed, and the image's Node is the one that builds.
RUN npm ci --ignore-scripts --no-audit --no-fund
RUN npm run build && npm pack --ignore-scripts --pack-destination /tmp
# What is in the package goes into the image, with the libraries of production. Those of other platforms, of graphics
# cards and of browsers stay behind. The native runtime is kept apart meanwhile: tools that a library of ours could work
# with count as optional too, and would stay with it.
RUN mkdir /colloquy && tar -xzf /tmp/colloquy-*.tgz -C /colloquy --strip-components=1 && \
  mv node_modules/onnxruntime-node /tmp/ && \
  npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund && \
  mv /tmp/onnxruntime-node node_modules/ && mv node_modules /colloquy/ && cd /colloquy && \
  find node_modules/onnxruntime-node/bin -mindepth 2 -maxdepth 2 ! -name linux -exec rm -r {} + && \
  find node_modules/onnxruntime-web/dist -type f ! -name 'ort.node.min.mjs' ! -name 'ort-wasm-simd-threaded.mjs' ! -name 'ort-wasm-simd-threaded.wasm' -delete

FROM ${NODE_IMAGE}
# The image's own user, under the product's name: a data volume of before is still its own.
RUN groupmod -n colloquy node && usermod -l colloquy -d /colloquy -s /usr/sbin/nologin node
WORKDIR /colloquy
# The code is root's, and the server runs as another user: whoever takes over the server cannot change it.
COPY --from=build /colloquy .
RUN mkdir -m 0700 data && chown colloquy:colloquy data
USER colloquy
ENV DATA_DIR=/colloquy/data HOST=0.0.0.0
VOLUME /colloquy/data
EXPOSE 3000
# For `serve`, on the port that it is given; a container of another command needs another one, as docker-compose.yml has.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/colloquy.js"]
CMD ["serve"]
