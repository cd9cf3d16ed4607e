# RFC 5321 4.1.2, 4.1.3
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<"s > t"@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<"john doe"@b.test>
S: 250 2.1.5 Recipient ok
C: RCPT TO:<x@[127.0.0.1]>
S: 250 2.1.5 Recipient ok
C: RCPT TO:<x@[IPv6:::1]>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: odd
C:
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 3
  from: "s > t"@a.test
  to: "john doe"@b.test

  to: x@[127.0.0.1]

  to: /x@\[(?i:IPv6):::1\]/
