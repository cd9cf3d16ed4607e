# RFC 2920 3.1: the replies come in the order of the commands, the data after its 354
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C> MAIL FROM:<s@a.test>\r\nRCPT TO:<x@b.test>\r\nRCPT TO:<not an address>\r\nRCPT TO:<y@b.test>\r\nDATA\r\n
S: 250 2.1.0 Sender ok
S: 250 2.1.5 Recipient ok
S: /501 5\.1\.3 .*/
S: 250 2.1.5 Recipient ok
S: /354 .*/
C> Subject: batch\r\n\r\nbody\r\n.\r\nNOOP\r\nMAIL FROM:<>\r\nRSET\r\nQUIT\r\n
S: /250 2\.\d\.0 .*/
S: 250 2.0.0 Ok
S: 250 2.1.0 Sender ok
S: 250 2.0.0 Ok
S: /221 .*/
-- closed

DELIVERED 1
  to: x@b.test, y@b.test
  header: Subject: batch
