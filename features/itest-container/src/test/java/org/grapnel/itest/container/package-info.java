/**
 * NAME: container – the built distribution in a real OSGi framework, with bundles that come, change and go under live SMTP sessions.
 *
 * <p>TYPES: {@link org.grapnel.itest.container.Distribution} provisions what the features list;
 * {@link org.grapnel.itest.container.LiveContainer} is what each test stands on; the package {@code plugin} holds the classes
 * that tests put into plugin jars on the fly.
 *
 * <p>THREADS: tests run inside the framework; sessions are real sockets on loopback.
 */
@NullMarked
package org.grapnel.itest.container;

import org.jspecify.annotations.NullMarked;
