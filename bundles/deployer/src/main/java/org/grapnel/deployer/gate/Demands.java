package org.grapnel.deployer.gate;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the operator demands of every jar.
 *
 * @param trust a PEM or PKCS#12 file of the certificates whose signatures count
 * @param trustPassword of the PKCS#12 file
 */
public record Demands(
        Limits limits,
        boolean requireChecksum,
        boolean requireSignature,
        Optional<Path> trust,
        Optional<String> trustPassword) {}
