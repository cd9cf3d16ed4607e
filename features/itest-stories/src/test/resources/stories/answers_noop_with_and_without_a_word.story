# RFC 5321 4.1.1.9
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: NOOP
S: 250 2.0.0 Ok
C: noop are you there
S: 250 2.0.0 Ok
